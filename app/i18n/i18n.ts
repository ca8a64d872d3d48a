import { createInstance, type i18n } from "i18next";
import { initReactI18next } from "react-i18next";
import type { fr } from "./fr/index.ts";

export const languages = ["fr", "en"] as const;
export type Language = (typeof languages)[number];
export const defaultLanguage: Language = "fr";

export type Messages = Record<keyof typeof fr, object>;

export function isLanguage(value: unknown): value is Language {
  return languages.some((language) => language === value);
}

const instances = new Map<Language, i18n>();

/**
 * Makes a language usable. The server registers them all when it starts, the browser the page's own
 * before it hydrates, so that its bundle carries one language.
 */
export function registerMessages(language: Language, messages: Messages) {
  const instance = createInstance({
    lng: language,
    resources: { [language]: messages },
    ns: Object.keys(messages),
    defaultNS: "common",
    fallbackLng: false,
    initAsync: false,
    interpolation: { escapeValue: false }, // React escapes.
    react: { useSuspense: false },
  });
  void instance.use(initReactI18next).init();
  instances.set(language, instance);
}

/** The registered instance of a language; throws where none was registered. */
export function i18nOf(language: Language): i18n {
  const instance = instances.get(language);
  if (!instance) throw new Error(`No messages were registered for "${language}".`);
  return instance;
}
