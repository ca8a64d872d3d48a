import type { SubmissionResult } from "@conform-to/react";
import { useEffect, useEffectEvent } from "react";
import { useTranslation } from "react-i18next";
import { useFetcher } from "react-router";
import { Dialog, DialogCancel } from "#app/ui/dialog.tsx";
import { SelectField, TextareaField, TextField } from "#app/ui/fields.tsx";
import { Form, SubmitButton } from "#app/ui/form.tsx";
import { useZodForm } from "#app/ui/use-zod-form.ts";
import { customFieldSchema, customKinds, type CustomField } from "./custom-fields.ts";

interface CustomFieldDialogProps {
  /** None: a new one. */
  field?: CustomField;
  action: string;
  open: boolean;
  onOpenChange: (open: boolean) => void;
}

export function CustomFieldDialog({ open, onOpenChange, ...props }: CustomFieldDialogProps) {
  const { t } = useTranslation("fields");
  return (
    <Dialog title={t(props.field ? "edit" : "new")} open={open} onOpenChange={onOpenChange}>
      <CustomFieldForm {...props} onDone={() => onOpenChange(false)} />
    </Dialog>
  );
}

type CustomFieldFormProps = Pick<CustomFieldDialogProps, "field" | "action"> & {
  onDone: () => void;
};

function CustomFieldForm({ field, action, onDone }: CustomFieldFormProps) {
  const { t } = useTranslation(["fields", "clients", "common"]);
  const fetcher = useFetcher<SubmissionResult<string[]>>();
  const [form, fields] = useZodForm(customFieldSchema, {
    lastResult: fetcher.data,
    defaultValue: {
      name: field?.name,
      kind: field?.kind ?? "text",
      choices: field?.choices.join("\n"),
    },
  });
  const done = useEffectEvent(onDone);
  useEffect(() => {
    if (fetcher.data?.status === "success") done();
  }, [fetcher.data]);
  return (
    <Form form={form} fetcher={fetcher} action={action}>
      <TextField field={fields.name} label={t("name")} autoFocus autoComplete="off" />
      {field ? (
        <input type="hidden" name={fields.kind.name} value={field.kind} />
      ) : (
        <SelectField
          field={fields.kind}
          label={t("kind")}
          help={t("kindHelp")}
          options={customKinds.map((value) => ({
            value,
            label: t(`clients:fields.kinds.${value}`),
          }))}
        />
      )}
      {fields.kind.value === "choice" && (
        <TextareaField field={fields.choices} label={t("choices")} help={t("choicesHelp")} needed />
      )}
      <div className="flex justify-end gap-2">
        <DialogCancel />
        <SubmitButton>{t(field ? "common:save" : "add")}</SubmitButton>
      </div>
    </Form>
  );
}
