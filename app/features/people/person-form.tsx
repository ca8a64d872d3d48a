import type { SubmissionResult } from "@conform-to/react";
import { useTranslation } from "react-i18next";
import { ButtonLink } from "#app/ui/button.tsx";
import { SelectField, TextareaField, TextField } from "#app/ui/fields.tsx";
import { Form, FormActions, SubmitButton } from "#app/ui/form.tsx";
import { useZodForm } from "#app/ui/use-zod-form.ts";
import { personSchema, trades, type PersonValues } from "./person.ts";

interface PersonFormProps {
  person?: PersonValues;
  lastResult: SubmissionResult<string[]> | undefined;
  /** The button's verb. */
  submit: string;
  /** Where one goes without saving. */
  back: string;
}

export function PersonForm({ person, lastResult, submit, back }: PersonFormProps) {
  const { t } = useTranslation(["people", "common"]);
  const [form, fields] = useZodForm(personSchema, {
    lastResult,
    defaultValue: person ?? { trade: "engineer" },
  });
  return (
    <Form form={form}>
      <TextField field={fields.name} label={t("name")} autoFocus={!person} autoComplete="off" />
      <SelectField
        field={fields.trade}
        label={t("trade")}
        help={t("tradeHelp")}
        options={trades.map((trade) => ({ value: trade, label: t(`trades.${trade}`) }))}
        className="md:w-72"
      />
      <div className="grid gap-5 md:grid-cols-2">
        <TextField field={fields.email} label={t("email")} type="email" autoComplete="off" />
        <TextField field={fields.phone} label={t("phone")} type="tel" autoComplete="off" />
      </div>
      <TextareaField field={fields.notes} label={t("notes")} help={t("notesHelp")} />
      <FormActions>
        <SubmitButton>{submit}</SubmitButton>
        <ButtonLink variant="ghost" to={back}>
          {t("common:cancel")}
        </ButtonLink>
      </FormActions>
    </Form>
  );
}
