import { useTranslation } from "react-i18next";
import { formatDay } from "#app/lib/dates.ts";
import type { Rhythm, Rule, Weekday } from "./recurrence.ts";

/** Says a rule in words: "chaque mardi et jeudi jusqu’au mer. 30 juin 2027". */
export function useRuleWords(): (rule: Rule) => string {
  const { t, i18n } = useTranslation("series");

  function rhythmWords(rhythm: Rhythm): string {
    const count = rhythm.interval;
    if (rhythm.every === "day") return t("summary.day", { count });
    if (rhythm.every === "week") {
      return t("summary.week", { count, days: listed(rhythm.weekdays) });
    }
    return t("summary.month", { count, which: dayWords(rhythm) });
  }

  function listed(weekdays: readonly Weekday[]): string {
    const words = weekdays.map((day) => t(`days.${day}`));
    const last = words.pop() ?? "";
    return words.length === 0 ? last : t("and", { list: words.join(", "), last });
  }

  function dayWords(rhythm: Extract<Rhythm, { every: "month" }>): string {
    if ("monthDay" in rhythm) {
      const day = rhythm.monthDay;
      return day === 1 ? t("summary.monthFirst") : t("summary.monthDay", { day });
    }
    const weekday = t(`days.${rhythm.weekday}`);
    const nth = nthOf(rhythm.nth);
    return nth
      ? t("summary.nth", { nth: t(`nths.${nth}`), weekday })
      : t("summary.last", { weekday });
  }

  return ({ rhythm, ends }) => {
    const words = rhythmWords(rhythm);
    return "until" in ends
      ? t("summary.until", { rhythm: words, day: formatDay(ends.until, i18n.language, "year") })
      : t("summary.count", { rhythm: words, count: ends.count });
  };
}

const NTHS = ["1", "2", "3", "4", "5"] as const;

/** The message key of a place in a month; undefined of the last. */
export function nthOf(nth: number) {
  return NTHS[nth - 1];
}
