import type { SubmissionResult } from "@conform-to/react";
import { useEffect, useEffectEvent } from "react";
import { useTranslation } from "react-i18next";
import { useFetcher } from "react-router";
import { Dialog, DialogCancel } from "#app/ui/dialog.tsx";
import { TextareaField } from "#app/ui/fields.tsx";
import { Form, SubmitButton } from "#app/ui/form.tsx";
import { useZodForm } from "#app/ui/use-zod-form.ts";
import { lossSchema } from "./lead.ts";

interface LossDialogProps {
  /** None: closed. */
  lead: { id: string; name: string } | null;
  /** The address of the leads. */
  action: string;
  onClose: () => void;
}

/** Gives a lead up, with a reason for who knows it. */
export function LossDialog({ lead, action, onClose }: LossDialogProps) {
  const { t } = useTranslation("leads");
  return (
    <Dialog
      title={t("loss.title", { name: lead?.name ?? "" })}
      description={t("loss.text")}
      open={lead !== null}
      onOpenChange={(open) => !open && onClose()}
    >
      {lead && <LossForm action={`${action}/${lead.id}/loss`} onDone={onClose} />}
    </Dialog>
  );
}

function LossForm({ action, onDone }: { action: string; onDone: () => void }) {
  const { t } = useTranslation("leads");
  const fetcher = useFetcher<SubmissionResult<string[]>>();
  const [form, fields] = useZodForm(lossSchema, { lastResult: fetcher.data });
  const done = useEffectEvent(onDone);
  useEffect(() => {
    if (fetcher.data?.status === "success") done();
  }, [fetcher.data]);
  return (
    <Form form={form} fetcher={fetcher} action={action}>
      <TextareaField field={fields.reason} label={t("loss.reason")} rows={2} autoFocus />
      <div className="flex justify-end gap-2">
        <DialogCancel />
        <SubmitButton variant="danger">{t("loss.save")}</SubmitButton>
      </div>
    </Form>
  );
}
