import type { SubmissionResult } from "@conform-to/react";
import { useTranslation } from "react-i18next";
import { ButtonLink } from "#app/ui/button.tsx";
import { CheckboxField, SelectField, TextareaField, TextField } from "#app/ui/fields.tsx";
import { Form, FormActions, SubmitButton } from "#app/ui/form.tsx";
import { useZodForm } from "#app/ui/use-zod-form.ts";
import { clientKinds, clientSchema, type ClientValues } from "./client.ts";

interface ClientFormProps {
  client?: ClientValues;
  lastResult: SubmissionResult<string[]> | undefined;
  /** The button's verb. */
  submit: string;
  /** Where one goes without saving. */
  back: string;
}

export function ClientForm({ client, lastResult, submit, back }: ClientFormProps) {
  const { t } = useTranslation(["clients", "common"]);
  const [form, fields] = useZodForm(clientSchema, {
    lastResult,
    defaultValue: client ?? { kind: "person" },
  });
  const kinds = clientKinds.map((kind) => ({ value: kind, label: t(`kinds.${kind}`) }));
  return (
    <Form form={form}>
      <TextField field={fields.name} label={t("name")} autoFocus={!client} autoComplete="off" />
      <SelectField field={fields.kind} label={t("kind")} options={kinds} className="md:w-56" />
      <div className="grid gap-5 md:grid-cols-2">
        <TextField field={fields.email} label={t("email")} type="email" autoComplete="off" />
        <TextField field={fields.phone} label={t("phone")} type="tel" autoComplete="off" />
      </div>
      <TextField field={fields.city} label={t("city")} className="md:w-1/2 md:pr-2.5" />
      <TextareaField field={fields.notes} label={t("notes")} help={t("notesHelp")} />
      <CheckboxField field={fields.isVip} label={t("isVip")} />
      <FormActions>
        <SubmitButton>{submit}</SubmitButton>
        <ButtonLink variant="ghost" to={back}>
          {t("common:cancel")}
        </ButtonLink>
      </FormActions>
    </Form>
  );
}
