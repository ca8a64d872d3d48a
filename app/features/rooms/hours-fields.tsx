import type { FieldMetadata } from "@conform-to/react";
import { useTranslation } from "react-i18next";
import { FieldNotes } from "#app/ui/field.tsx";
import { TextField, type TextualField } from "#app/ui/fields.tsx";
import { WEEKDAYS } from "./opening-hours.ts";

interface HoursFieldsProps {
  field: FieldMetadata<
    (string | null | undefined)[] | undefined,
    Record<string, unknown>,
    string[]
  >;
  days: readonly TextualField[];
}

/** A week's opening hours, a field a day: typed quicker than picked. */
export function HoursFields({ field, days }: HoursFieldsProps) {
  const { t } = useTranslation("rooms");
  return (
    <fieldset>
      <legend className="mb-3 text-14 font-semibold">{t("hours.title")}</legend>
      <div className="grid grid-cols-2 gap-x-4 gap-y-3 max-md:grid-cols-1">
        {WEEKDAYS.map((weekday, n) => {
          const day = days[n];
          return (
            day && (
              <TextField
                key={weekday}
                field={day}
                label={t(`hours.days.${weekday}`)}
                autoComplete="off"
                placeholder={t("hours.closed")}
                mono
              />
            )
          );
        })}
      </div>
      <div className="mt-2">
        <FieldNotes field={field} help={t("hours.help")} />
      </div>
    </fieldset>
  );
}
