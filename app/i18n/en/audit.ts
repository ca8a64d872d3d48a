import type { audit as french } from "../fr/audit.ts";
import type { TranslationOf } from "../translation-of.ts";

export const audit = {
  title: "Audit",
} satisfies TranslationOf<typeof french>;
