import type { team as french } from "../fr/team.ts";
import type { TranslationOf } from "../translation-of.ts";

export const team = {
  title: "Team",
} satisfies TranslationOf<typeof french>;
