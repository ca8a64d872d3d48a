import type { SubmissionResult } from "@conform-to/react";
import { useTranslation } from "react-i18next";
import { clientKinds } from "#app/features/clients/client.ts";
import { currencySymbol, moneyText } from "#app/lib/money.ts";
import { ButtonLink } from "#app/ui/button.tsx";
import { ComboboxField } from "#app/ui/combobox-field.tsx";
import { DateField, MoneyField, SelectField, TextareaField, TextField } from "#app/ui/fields.tsx";
import { Form, FormActions, SubmitButton } from "#app/ui/form.tsx";
import { useZodForm } from "#app/ui/use-zod-form.ts";
import { leadSchema, leadSources, type LeadValues } from "./lead.ts";

interface LeadFormProps {
  lead?: Partial<LeadValues>;
  /** The client who asks, where it is one. */
  client: { id: string; name: string } | null;
  /** Where clients are searched; none where the client stays. */
  clientSource?: string;
  currency: string;
  lastResult: SubmissionResult<string[]> | undefined;
  submit: string;
  back: string;
}

export function LeadForm(props: LeadFormProps) {
  const { lead, client, clientSource, currency, lastResult, submit, back } = props;
  const { t, i18n } = useTranslation(["leads", "clients", "common"]);
  const { language } = i18n;
  const cents = lead?.valueCents ?? null;
  const [form, fields] = useZodForm(leadSchema, {
    lastResult,
    defaultValue: {
      ...{ kind: "person", source: "phone", ...lead },
      clientId: client?.id,
      valueCents: cents === null ? "" : moneyText(cents, language),
    },
  });
  return (
    <Form form={form}>
      <TextField field={fields.name} label={t("name")} autoFocus={!lead?.name} autoComplete="off" />
      <div className="grid gap-5 md:grid-cols-2">
        <SelectField
          field={fields.kind}
          label={t("kind")}
          options={clientKinds.map((kind) => ({ value: kind, label: t(`clients:kinds.${kind}`) }))}
        />
        <TextField field={fields.organisation} label={t("organisation")} autoComplete="off" />
        <TextField field={fields.email} label={t("email")} type="email" autoComplete="off" />
        <TextField field={fields.phone} label={t("phone")} type="tel" autoComplete="off" />
      </div>
      <SelectField
        field={fields.source}
        label={t("source")}
        options={leadSources.map((source) => ({ value: source, label: t(`sources.${source}`) }))}
        className="md:w-56"
      />
      <TextareaField field={fields.wish} label={t("wish")} help={t("wishHelp")} />
      <div className="grid gap-5 md:grid-cols-2">
        <MoneyField
          field={fields.valueCents}
          label={t("value")}
          currency={currencySymbol(currency, language)}
        />
        <DateField field={fields.followUpOn} label={t("followUpOn")} />
      </div>
      {clientSource && (
        <ComboboxField
          field={fields.clientId}
          label={t("client")}
          help={t("clientHelp")}
          source={clientSource}
          selected={client && { value: client.id, label: client.name }}
        />
      )}
      <FormActions>
        <SubmitButton>{submit}</SubmitButton>
        <ButtonLink variant="ghost" to={back}>
          {t("common:cancel")}
        </ButtonLink>
      </FormActions>
    </Form>
  );
}
