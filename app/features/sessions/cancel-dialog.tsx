import { useTranslation } from "react-i18next";
import type { FetcherWithComponents } from "react-router";
import { Dialog, DialogCancel } from "#app/ui/dialog.tsx";
import { TextareaField } from "#app/ui/fields.tsx";
import { Form, FormActions, SubmitButton } from "#app/ui/form.tsx";
import { useZodForm } from "#app/ui/use-zod-form.ts";
import { cancellationSchema } from "./session.ts";
import type { StepAnswer } from "./session-actions.tsx";

interface CancelDialogProps {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  fetcher: FetcherWithComponents<StepAnswer>;
  action: string;
}

/** Asks for the reason, and says what cancelling does. */
export function CancelDialog({ open, onOpenChange, fetcher, action }: CancelDialogProps) {
  const { t } = useTranslation("sessions");
  const { data } = fetcher;
  const [form, fields] = useZodForm(cancellationSchema, {
    lastResult: data && "result" in data ? data.result : undefined,
  });
  return (
    <Dialog
      title={t("steps.cancellation")}
      description={t("cancelText")}
      open={open}
      onOpenChange={onOpenChange}
    >
      <Form form={form} fetcher={fetcher} action={action}>
        <TextareaField field={fields.reason} label={t("reason")} rows={2} autoFocus />
        <FormActions>
          <SubmitButton variant="danger">{t("steps.cancellation")}</SubmitButton>
          <DialogCancel>{t("cancelBack")}</DialogCancel>
        </FormActions>
      </Form>
    </Dialog>
  );
}
