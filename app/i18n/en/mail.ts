import type { mail as french } from "../fr/mail.ts";
import type { TranslationOf } from "../translation-of.ts";

export const mail = {
  greeting: "Hello {{name}},",
} satisfies TranslationOf<typeof french>;
