import { useTranslation } from "react-i18next";
import type { FetcherWithComponents } from "react-router";
import { Dialog, DialogCancel } from "#app/ui/dialog.tsx";
import { SelectField, TextareaField } from "#app/ui/fields.tsx";
import { Form, FormActions, SubmitButton } from "#app/ui/form.tsx";
import { useZodForm } from "#app/ui/use-zod-form.ts";
import { SERIES_SCOPES, seriesCancellationSchema } from "./series.ts";
import type { StepAnswer } from "./session-actions.tsx";

interface CancelDialogProps {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  fetcher: FetcherWithComponents<StepAnswer>;
  action: string;
  /** Of a series those that follow may go too. */
  isInSeries: boolean;
}

/** Asks for the reason, and says what cancelling does. */
export function CancelDialog({
  open,
  onOpenChange,
  fetcher,
  action,
  isInSeries,
}: CancelDialogProps) {
  const { t } = useTranslation(["sessions", "series"]);
  const { data } = fetcher;
  const [form, fields] = useZodForm(seriesCancellationSchema, {
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
        {isInSeries && (
          <SelectField
            field={fields.scope}
            label={t("series:cancelScope")}
            options={SERIES_SCOPES.map((value) => ({ value, label: t(`series:scopes.${value}`) }))}
            help={fields.scope.value === "following" && t("series:cancelHelp")}
          />
        )}
        <TextareaField field={fields.reason} label={t("reason")} rows={2} autoFocus />
        <FormActions>
          <SubmitButton variant="danger">{t("steps.cancellation")}</SubmitButton>
          <DialogCancel>{t("cancelBack")}</DialogCancel>
        </FormActions>
      </Form>
    </Dialog>
  );
}
