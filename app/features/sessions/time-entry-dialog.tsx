import { useEffect, useEffectEvent } from "react";
import { useTranslation } from "react-i18next";
import { useFetcher } from "react-router";
import { dayOf, type Reader, timeOf } from "#app/lib/dates.ts";
import { currencySymbol, moneyText } from "#app/lib/money.ts";
import { Dialog, DialogCancel } from "#app/ui/dialog.tsx";
import { DateField, MoneyField, SelectField, TextField, TimeField } from "#app/ui/fields.tsx";
import { Form, FormActions, SubmitButton } from "#app/ui/form.tsx";
import { toast } from "#app/ui/toast.tsx";
import { useZodForm } from "#app/ui/use-zod-form.ts";
import { entrySchema } from "./session-clock.ts";
import type { TimeEntry } from "./session-clock.server.ts";
import type { EntryAnswer } from "./time-entry-form.server.ts";

interface TimeEntryDialogProps {
  /** Undefined: a new one. */
  entry: TimeEntry | undefined;
  session: { startsAt: Date; endsAt: Date };
  crew: readonly { personId: string; name: string }[];
  /** The address of the entries. */
  action: string;
  reader: Reader;
  currency: string;
  onClose: () => void;
}

/** Time that is written down, or corrected, by hand. */
export function TimeEntryDialog({
  entry,
  session,
  crew,
  action,
  reader,
  currency,
  onClose,
}: TimeEntryDialogProps) {
  const { t } = useTranslation(["clock", "common"]);
  const fetcher = useFetcher<EntryAnswer>();
  const { data } = fetcher;
  const { timeZone, language } = reader;
  const rate = entry?.rateCents ?? null;
  const rateText = rate === null ? "" : moneyText(rate, language);
  const [form, fields] = useZodForm(entrySchema, {
    lastResult: data && !data.ok ? data.result : undefined,
    defaultValue: {
      day: dayOf(entry?.startedAt ?? session.startsAt, timeZone),
      from: entry && timeOf(entry.startedAt, timeZone),
      to: entry?.endedAt ? timeOf(entry.endedAt, timeZone) : undefined,
      personId: entry?.personId ?? "",
      rateCents: rateText,
      note: entry?.note ?? "",
    },
  });
  const written = useEffectEvent(() => {
    toast(t("saved"));
    onClose();
  });
  useEffect(() => {
    if (data?.ok) written();
  }, [data]);
  // Who has left the session since is still who the time is of.
  const gone =
    entry?.personId && entry.person && !crew.some(({ personId }) => personId === entry.personId)
      ? [{ value: entry.personId, label: entry.person }]
      : [];
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={entry ? t("editTitle") : t("addTitle")}
      description={entry && entry.kind !== "manual" ? t("editClocked") : undefined}
    >
      <Form form={form} fetcher={fetcher} action={entry ? `${action}/${entry.id}` : action}>
        <div className="grid grid-cols-3 gap-4 max-sm:grid-cols-1">
          <DateField field={fields.day} label={t("day")} />
          <TimeField field={fields.from} label={t("from")} step={1} />
          <TimeField field={fields.to} label={t("to")} step={1} />
        </div>
        <SelectField
          field={fields.personId}
          label={t("person")}
          placeholder={t("nobody")}
          options={[
            ...crew.map(({ personId, name }) => ({ value: personId, label: name })),
            ...gone,
          ]}
        />
        <MoneyField
          field={fields.rateCents}
          label={t("rate")}
          help={t("rateHelp")}
          currency={currencySymbol(currency, language)}
        />
        <TextField field={fields.note} label={t("note")} autoComplete="off" />
        <FormActions>
          <SubmitButton>{entry ? t("common:save") : t("add")}</SubmitButton>
          <DialogCancel />
        </FormActions>
      </Form>
    </Dialog>
  );
}
