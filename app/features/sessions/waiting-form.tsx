import type { DefaultValue, SubmissionResult } from "@conform-to/react";
import { useTranslation } from "react-i18next";
import type { z } from "zod";
import { formatDuration } from "#app/lib/dates.ts";
import { ButtonLink } from "#app/ui/button.tsx";
import { ComboboxField } from "#app/ui/combobox-field.tsx";
import { DateField, SelectField, TextareaField, TimeField } from "#app/ui/fields.tsx";
import { Form, FormActions, SubmitButton } from "#app/ui/form.tsx";
import type { FoundOption } from "#app/ui/found-options.tsx";
import { useZodForm } from "#app/ui/use-zod-form.ts";
import { SESSION_KINDS } from "./session.ts";
import { LENGTHS, waitingSchema } from "./waiting.ts";

interface WaitingFormProps {
  values: DefaultValue<z.input<typeof waitingSchema>>;
  client: FoundOption | null;
  project: FoundOption | null;
  rooms: readonly { id: string; name: string }[];
  answer: SubmissionResult<string[]> | undefined;
  submit: string;
  back: string;
  href: (path: string) => string;
}

/** Who waits, and for what: in which days and hours, for how long, where. */
export function WaitingForm(props: WaitingFormProps) {
  const { values, client, project, rooms, answer, submit, back, href } = props;
  const { t } = useTranslation(["waiting", "sessions", "common"]);
  const [form, fields] = useZodForm(waitingSchema, { lastResult: answer, defaultValue: values });
  const clientId = fields.clientId.value ?? "";
  const minutes = Number(values?.minutes);
  const lengths = [...new Set<number>([...LENGTHS, ...(minutes > 0 ? [minutes] : [])])];
  return (
    <Form form={form}>
      <ComboboxField
        field={fields.clientId}
        label={t("sessions:client")}
        source={href("/clients/options")}
        selected={client}
      />
      <ComboboxField
        key={clientId}
        field={fields.projectId}
        label={t("sessions:project")}
        source={`${href("/projects/options")}?${new URLSearchParams({ client: clientId })}`}
        selected={clientId === values?.clientId ? project : null}
      />
      <div className="grid gap-5 md:grid-cols-3">
        <SelectField
          field={fields.roomId}
          label={t("sessions:room")}
          placeholder={t("anyRoom")}
          options={rooms.map(({ id, name }) => ({ value: id, label: name }))}
        />
        <SelectField
          field={fields.kind}
          label={t("sessions:kind")}
          options={SESSION_KINDS.map((value) => ({ value, label: t(`sessions:kinds.${value}`) }))}
        />
        <SelectField
          field={fields.minutes}
          label={t("minutes")}
          options={lengths
            .toSorted((a, b) => a - b)
            .map((value) => ({ value: String(value), label: formatDuration(value) }))}
        />
      </div>
      <div className="grid grid-cols-2 gap-5 md:grid-cols-4">
        <DateField field={fields.earliestDay} label={t("earliestDay")} />
        <DateField field={fields.latestDay} label={t("latestDay")} />
        <TimeField field={fields.fromTime} label={t("fromTime")} help={t("hoursHelp")} />
        <TimeField field={fields.toTime} label={t("toTime")} />
      </div>
      <TextareaField field={fields.note} label={t("note")} help={t("noteHelp")} rows={2} />
      <FormActions>
        <SubmitButton>{submit}</SubmitButton>
        <ButtonLink variant="ghost" to={back}>
          {t("common:cancel")}
        </ButtonLink>
      </FormActions>
    </Form>
  );
}
