import { useTranslation } from "react-i18next";
import { contactLabels } from "../client.ts";
import type { CustomField } from "../custom-fields.ts";
import {
  addressFields,
  contactFields,
  isFieldWord,
  singleFields,
  wordFields,
} from "./import-fields.ts";
import { problemCodes, type RowProblem } from "./import-row.ts";

/** Words for the fields of a mapping, and for what is wrong with a row. */
export function useFieldWords(customs: readonly CustomField[]) {
  const { t } = useTranslation(["imports", "clients"]);
  const fieldText = (field: string): string => {
    const [name = "", ...behind] = field.split(".");
    const label = behind.join(".");
    if (name === "custom")
      return customs.find(({ id }) => id === label)?.name ?? t("fields.custom");
    const text = isFieldWord(name) ? t(`fields.${name}`) : t("fields.custom");
    const known = contactLabels.find((it) => it === label);
    if (!known) return text;
    return t("fields.labelled", { field: text, label: t(`clients:contacts.labels.${known}`) });
  };
  const optionsOf = (fields: readonly string[]) =>
    fields.map((value) => ({ value, label: fieldText(value) }));
  return {
    fieldText,
    groups: [
      { label: t("groups.who"), options: optionsOf(singleFields.slice(0, 7)) },
      { label: t("groups.contacts"), options: optionsOf([...contactFields, "label"]) },
      { label: t("groups.addresses"), options: optionsOf(addressFields) },
      { label: t("groups.about"), options: optionsOf([...singleFields.slice(7), ...wordFields]) },
      ...(customs.length > 0
        ? [
            {
              label: t("groups.own"),
              options: customs.map(({ id, name }) => ({ value: `custom.${id}`, label: name })),
            },
          ]
        : []),
    ],
    problemText: ({ field, code }: RowProblem): string => {
      const known = problemCodes.find((it) => it === code) ?? "invalid";
      const problem = t(`problems.${known}`);
      return field === null || known === "noName"
        ? problem
        : t("problems.of", { field: fieldText(field), problem });
    },
  };
}
