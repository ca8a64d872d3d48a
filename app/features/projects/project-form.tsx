import type { SubmissionResult } from "@conform-to/react";
import { useTranslation } from "react-i18next";
import { currencySymbol, moneyText } from "#app/lib/money.ts";
import { ButtonLink } from "#app/ui/button.tsx";
import { ComboboxField } from "#app/ui/combobox-field.tsx";
import { DateField, MoneyField, SelectField, TextareaField, TextField } from "#app/ui/fields.tsx";
import { Form, FormActions, SubmitButton } from "#app/ui/form.tsx";
import { useZodForm } from "#app/ui/use-zod-form.ts";
import { projectKinds, projectSchema, type ProjectValues } from "./project.ts";

interface ProjectFormProps {
  project?: ProjectValues;
  /** Chosen when the form opens. */
  client: { id: string; name: string } | null;
  /** Where clients are searched. */
  clientSource: string;
  currency: string;
  lastResult: SubmissionResult<string[]> | undefined;
  submit: string;
  back: string;
}

export function ProjectForm(props: ProjectFormProps) {
  const { project, client, clientSource, currency, lastResult, submit, back } = props;
  const { t, i18n } = useTranslation(["projects", "common"]);
  const { language } = i18n;
  const [form, fields] = useZodForm(projectSchema, {
    lastResult,
    defaultValue: project
      ? {
          ...project,
          budgetCents: project.budgetCents === null ? "" : moneyText(project.budgetCents, language),
        }
      : { clientId: client?.id, kind: "album" },
  });
  return (
    <Form form={form}>
      <ComboboxField
        field={fields.clientId}
        label={t("client")}
        source={clientSource}
        selected={client && { value: client.id, label: client.name }}
        placeholder={t("findClient")}
      />
      <TextField field={fields.title} label={t("name")} autoFocus={!project && client !== null} />
      <SelectField
        field={fields.kind}
        label={t("kind")}
        options={projectKinds.map((kind) => ({ value: kind, label: t(`kinds.${kind}`) }))}
        className="md:w-56"
      />
      <div className="grid gap-5 md:grid-cols-2">
        <DateField field={fields.dueOn} label={t("due")} />
        <MoneyField
          field={fields.budgetCents}
          label={t("budget")}
          help={t("budgetHelp")}
          currency={currencySymbol(currency, language)}
        />
      </div>
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
