import { useTranslation } from "react-i18next";
import type { FieldMetadata } from "@conform-to/react";
import { isDay } from "#app/lib/dates.ts";
import { ChoicesField } from "#app/ui/choices-field.tsx";
import { DateField, NumberField, SelectField, type TextualField } from "#app/ui/fields.tsx";
import { placeInMonth, WEEKDAYS, weekdayOf } from "./recurrence.ts";
import { type Repeat, REPEATS, ruleOf } from "./series.ts";
import { nthOf, useRuleWords } from "./use-rule-words.tsx";

type ListField = FieldMetadata<
  string | (string | null | undefined)[] | null | undefined,
  Record<string, unknown>,
  string[]
>;

interface RepeatFieldsProps {
  fields: Record<"repeat" | "ends" | "count" | "until" | "day", TextualField> & {
    weekdays: ListField;
  };
}

/** How a session comes again, and in words what that means. */
export function RepeatFields({ fields }: RepeatFieldsProps) {
  const { t } = useTranslation("series");
  const words = useRuleWords();
  const day = text(fields.day.value);
  const repeat = REPEATS.find((it) => it === fields.repeat.value) ?? "never";
  const ends = fields.ends.value === "until" ? "until" : "count";
  const chosen = [fields.weekdays.value ?? []].flat();
  const weekdays = WEEKDAYS.filter((it) => chosen.includes(it));
  const count = Number(fields.count.value) || null;
  const until = text(fields.until.value) || null;
  const rule = ruleOf({ repeat, weekdays, ends, count, until, day });
  const isWeekly = repeat === "week" || repeat === "fortnight";
  return (
    <div className="flex flex-col gap-5">
      <SelectField
        field={fields.repeat}
        label={t("repeat")}
        options={useRepeatOptions(day)}
        help={rule && words(rule)}
        className="md:max-w-1/2"
      />
      {isWeekly && (
        <ChoicesField
          field={fields.weekdays}
          label={t("weekdays")}
          options={WEEKDAYS.map((value) => ({ value, label: t(`days.${value}`) }))}
          selected={weekdays.length === 0 && isDay(day) ? [weekdayOf(day)] : weekdays}
        />
      )}
      {repeat !== "never" && (
        <div className="grid gap-5 md:grid-cols-2">
          <SelectField
            field={fields.ends}
            label={t("ends")}
            options={(["count", "until"] as const).map((value) => ({
              value,
              label: t(`endings.${value}`),
            }))}
            help={t("bounds")}
          />
          {ends === "count" ? (
            <NumberField field={fields.count} label={t("count")} needed />
          ) : (
            <DateField field={fields.until} label={t("until")} needed />
          )}
        </div>
      )}
    </div>
  );
}

/** The rhythms that a day allows, each in its own words. */
function useRepeatOptions(day: string) {
  const { t } = useTranslation("series");
  const known = isDay(day);
  const { nth, isLast } = known ? placeInMonth(day) : { nth: 1, isLast: false };
  const isOffered = (repeat: Repeat) =>
    !repeat.startsWith("month") || (known && (repeat !== "month_last" || isLast));
  const nthKey = nthOf(nth) ?? "1";
  const values = {
    day: Number(day.slice(8)),
    weekday: known ? t(`days.${weekdayOf(day)}`) : "",
    nth: t(`nths.${nthKey}`),
  };
  return REPEATS.filter(isOffered).map((value) => ({
    value,
    label: t(`repeats.${value}`, values),
  }));
}

function text(value: unknown): string {
  return typeof value === "string" ? value : "";
}
