import type { SubmissionResult } from "@conform-to/react";
import { type ReactElement, useEffect, useEffectEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { useFetcher } from "react-router";
import { currencySymbol, moneyText } from "#app/lib/money.ts";
import { Dialog, DialogCancel } from "#app/ui/dialog.tsx";
import {
  DateField,
  MoneyField,
  NumberField,
  SelectField,
  TextareaField,
  TextField,
} from "#app/ui/fields.tsx";
import { Form, SubmitButton } from "#app/ui/form.tsx";
import { toast } from "#app/ui/toast.tsx";
import { useZodForm } from "#app/ui/use-zod-form.ts";
import { nextDueOf, serviceKinds, serviceSchema } from "./service.ts";
import type { Service } from "./services.server.ts";

/** What the log's addresses answer: why they refused, what was saved, or the form that would note it again. */
export type ServiceAnswer =
  { refused: SubmissionResult<string[]> } | { saved: string } | { removed: Record<string, string> };

interface ServiceDialogProps {
  /** Where the form goes: the log, or one entry of it. */
  action: string;
  /** The entry that is changed. */
  service?: Service;
  today: string;
  currency: string;
  trigger: ReactElement<Record<string, unknown>>;
}

/** A button, and the form that it opens: what was done to a unit. */
export function ServiceDialog({ trigger, ...form }: ServiceDialogProps) {
  const { t } = useTranslation("equipment");
  const [open, setOpen] = useState(false);
  return (
    <Dialog
      title={t(form.service ? "services.change" : "services.add")}
      open={open}
      onOpenChange={setOpen}
      trigger={trigger}
    >
      <ServiceForm {...form} onDone={() => setOpen(false)} />
    </Dialog>
  );
}

type ServiceFormProps = Omit<ServiceDialogProps, "trigger"> & { onDone: () => void };

function ServiceForm({ action, service, today, currency, onDone }: ServiceFormProps) {
  const { t, i18n } = useTranslation("equipment");
  const fetcher = useFetcher<ServiceAnswer>();
  const { data: answer, state } = fetcher;
  const cost = service?.costCents ?? null;
  const [form, fields] = useZodForm(serviceSchema, {
    lastResult: answer && "refused" in answer ? answer.refused : undefined,
    defaultValue: service
      ? {
          ...service,
          costCents: cost === null ? undefined : moneyText(cost, i18n.language),
          nextDueOn: isByInterval(service) ? undefined : service.nextDueOn,
        }
      : { kind: "service", doneOn: today },
  });
  const isSaved = state === "idle" && answer !== undefined && "saved" in answer;
  const saved = useEffectEvent(() => {
    toast(t("services.wasSaved"));
    onDone();
  });
  useEffect(() => {
    if (isSaved) saved();
  }, [isSaved]);
  return (
    <Form form={form} fetcher={fetcher} action={action}>
      <div className="grid grid-cols-2 gap-4 max-sm:grid-cols-1">
        <SelectField
          field={fields.kind}
          label={t("services.kind")}
          options={serviceKinds.map((kind) => ({
            value: kind,
            label: t(`services.kinds.${kind}`),
          }))}
        />
        <DateField field={fields.doneOn} label={t("services.doneOn")} />
        <TextField field={fields.doneBy} label={t("services.doneBy")} autoComplete="off" />
        <MoneyField
          field={fields.costCents}
          label={t("services.cost")}
          currency={currencySymbol(currency, i18n.language)}
        />
        <NumberField
          field={fields.intervalMonths}
          label={t("services.intervalMonths")}
          suffix={t("services.months")}
          align="end"
        />
        <DateField field={fields.nextDueOn} label={t("services.nextDueOn")} />
      </div>
      <p className="-mt-2 text-12 text-muted">{t("services.dueHelp")}</p>
      <TextareaField field={fields.note} label={t("services.note")} rows={3} />
      <div className="flex justify-end gap-2">
        <DialogCancel />
        <SubmitButton>{t("services.save")}</SubmitButton>
      </div>
    </Form>
  );
}

/** Whether the next day is what the interval says, and would follow it. */
function isByInterval(service: Service): boolean {
  return service.nextDueOn === nextDueOf({ ...service, nextDueOn: null });
}
