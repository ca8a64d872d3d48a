import type { clock as french } from "../fr/clock.ts";
import type { TranslationOf } from "../translation-of.ts";

export const clock = {
  kinds: { booked: "Booked", overtime: "Overtime", manual: "Entered" },
} satisfies TranslationOf<typeof french>;
