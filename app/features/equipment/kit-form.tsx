import type { SubmissionResult } from "@conform-to/react";
import { useTranslation } from "react-i18next";
import { ButtonLink } from "#app/ui/button.tsx";
import { TextareaField, TextField } from "#app/ui/fields.tsx";
import { Form, FormActions, SubmitButton } from "#app/ui/form.tsx";
import { type Token, TokenField } from "#app/ui/token-field.tsx";
import { useZodForm } from "#app/ui/use-zod-form.ts";
import { kitSchema } from "./kit.ts";

interface KitFormProps {
  kit?: { name: string; notes: string | null };
  units: readonly Token[];
  /** Where units are found. */
  source: string;
  lastResult: SubmissionResult<string[]> | undefined;
  submit: string;
  back: string;
}

export function KitForm({ kit, units, source, lastResult, submit, back }: KitFormProps) {
  const { t } = useTranslation(["equipment", "common"]);
  const [form, fields] = useZodForm(kitSchema, { lastResult, defaultValue: kit });
  return (
    <Form form={form}>
      <TextField field={fields.name} label={t("kits.name")} autoComplete="off" />
      <TokenField
        field={fields.asked}
        label={t("kits.units")}
        source={source}
        selected={units}
        placeholder={t("kits.addUnit")}
        help={t("kits.unitsHelp")}
      />
      <TextareaField field={fields.notes} label={t("notes")} />
      <FormActions>
        <SubmitButton>{submit}</SubmitButton>
        <ButtonLink variant="ghost" to={back}>
          {t("common:cancel")}
        </ButtonLink>
      </FormActions>
    </Form>
  );
}
