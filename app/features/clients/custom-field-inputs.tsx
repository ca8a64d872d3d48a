import { useTranslation } from "react-i18next";
import {
  DateField,
  NumberField,
  SelectField,
  TextField,
  type TextualField,
} from "#app/ui/fields.tsx";
import type { CustomField } from "./custom-fields.ts";

interface CustomFieldInputsProps {
  definitions: readonly CustomField[];
  /** Conform's metadata by the fields' ids: `fields.custom.getFieldset()`. */
  fields: Record<string, TextualField>;
}

/** An input for each field, named `custom.<id>`, in a form whose schema has `custom: customSchemaOf(definitions)`. */
export function CustomFieldInputs({ definitions, fields }: CustomFieldInputsProps) {
  return definitions.map((definition) => {
    const field = fields[definition.id];
    return field && <CustomFieldInput key={definition.id} definition={definition} field={field} />;
  });
}

function CustomFieldInput({
  definition: { name, kind, choices },
  field,
}: {
  definition: CustomField;
  field: TextualField;
}) {
  const { t } = useTranslation("fields");
  switch (kind) {
    case "text":
      return <TextField field={field} label={name} autoComplete="off" />;
    case "number":
      return <NumberField field={field} label={name} autoComplete="off" className="md:w-56" />;
    case "day":
      return <DateField field={field} label={name} className="md:w-56" />;
    case "yes_no":
      return (
        <SelectField
          field={field}
          label={name}
          placeholder={t("unsaid")}
          options={[
            { value: "yes", label: t("yes") },
            { value: "no", label: t("no") },
          ]}
          className="md:w-56"
        />
      );
    case "choice": {
      // What it holds may be no choice any more.
      const held = field.initialValue;
      const all = held && !choices.includes(held) ? [...choices, held] : choices;
      return (
        <SelectField
          field={field}
          label={name}
          placeholder={t("unsaid")}
          options={all.map((choice) => ({ value: choice, label: choice }))}
        />
      );
    }
  }
}
