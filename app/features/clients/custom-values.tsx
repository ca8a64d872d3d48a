import { useTranslation } from "react-i18next";
import { formatDay, isDay } from "#app/lib/dates.ts";
import { DescriptionList } from "#app/ui/description-list.tsx";
import { numberText, type CustomField, type CustomValues } from "./custom-fields.ts";

interface CustomValueListProps {
  fields: readonly CustomField[];
  values: CustomValues;
}

/** What is noted of a client under the studio's own fields; none of what is not. */
export function CustomValueList({ fields, values }: CustomValueListProps) {
  const text = useCustomText();
  return (
    <DescriptionList
      items={fields.map((field) => ({ label: field.name, value: text(field, values[field.id]) }))}
    />
  );
}

/** The words of a value; null where there is none. */
export function useCustomText() {
  const { t, i18n } = useTranslation("fields");
  return ({ kind }: Pick<CustomField, "kind">, value: CustomValues[string] | undefined) => {
    if (value === undefined) return null;
    if (typeof value === "boolean") return t(value ? "yes" : "no");
    if (typeof value === "number") return numberText(value, i18n.language);
    return kind === "day" && isDay(value) ? formatDay(value, i18n.language, "year") : value;
  };
}
