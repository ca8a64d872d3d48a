import { registerMessages, type Language, type Messages } from "./i18n.ts";

const catalogues: Record<Language, () => Promise<Messages>> = {
  fr: async () => (await import("./fr/index.ts")).fr,
  en: async () => (await import("./en/index.ts")).en,
};

/** Fetches one language's messages into the browser. */
export async function loadMessages(language: Language) {
  registerMessages(language, await catalogues[language]());
}
