import type { account as french } from "../fr/account.ts";
import type { TranslationOf } from "../translation-of.ts";

export const account = {
  title: "Your account",
} satisfies TranslationOf<typeof french>;
