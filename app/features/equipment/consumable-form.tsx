import type { SubmissionResult } from "@conform-to/react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { ButtonLink } from "#app/ui/button.tsx";
import { NumberField, TextareaField, TextField, type TextualField } from "#app/ui/fields.tsx";
import { Form, FormActions, SubmitButton } from "#app/ui/form.tsx";
import { useZodForm } from "#app/ui/use-zod-form.ts";
import { consumableSchema, type ConsumableValues, newConsumableSchema } from "./consumable.ts";

interface FormProps {
  lastResult: SubmissionResult<string[]> | undefined;
  submit: string;
  back: string;
}

export function ConsumableForm({
  consumable,
  lastResult,
  ...ending
}: FormProps & { consumable: ConsumableValues }) {
  const [form, fields] = useZodForm(consumableSchema, { lastResult, defaultValue: consumable });
  return (
    <Form form={form}>
      <Details fields={fields} />
      <Ending {...ending} />
    </Form>
  );
}

export function NewConsumableForm({ lastResult, ...ending }: FormProps) {
  const { t } = useTranslation("equipment");
  const [form, fields] = useZodForm(newConsumableSchema, { lastResult });
  return (
    <Form form={form}>
      <Details fields={fields}>
        <NumberField field={fields.quantity} label={t("consumables.quantity")} align="end" />
      </Details>
      <Ending {...ending} />
    </Form>
  );
}

interface DetailsProps {
  fields: Record<keyof ConsumableValues, TextualField>;
  /** Fields between the unit and the threshold. */
  children?: ReactNode;
}

function Details({ fields, children }: DetailsProps) {
  const { t } = useTranslation("equipment");
  return (
    <>
      <div className="grid grid-cols-2 gap-x-4 gap-y-5 max-md:grid-cols-1">
        <TextField field={fields.name} label={t("consumables.name")} autoComplete="off" />
        <TextField
          field={fields.unit}
          label={t("consumables.unit")}
          help={t("consumables.unitHelp")}
          autoComplete="off"
        />
        {children}
        <NumberField
          field={fields.threshold}
          label={t("consumables.threshold")}
          help={t("consumables.thresholdHelp")}
          align="end"
        />
        <TextField field={fields.location} label={t("consumables.location")} autoComplete="off" />
      </div>
      <TextareaField field={fields.note} label={t("consumables.note")} />
    </>
  );
}

function Ending({ submit, back }: Pick<FormProps, "submit" | "back">) {
  const { t } = useTranslation("common");
  return (
    <FormActions>
      <SubmitButton>{submit}</SubmitButton>
      <ButtonLink variant="ghost" to={back}>
        {t("cancel")}
      </ButtonLink>
    </FormActions>
  );
}
