import type { SubmissionResult } from "@conform-to/react";
import { useEffect, useEffectEvent } from "react";
import { useTranslation } from "react-i18next";
import { useFetcher } from "react-router";
import { type SavedView, savedViewSchema } from "#app/lib/saved-view.ts";
import { Dialog, DialogCancel } from "../dialog.tsx";
import { CheckboxField, TextField } from "../fields.tsx";
import { Form, SubmitButton } from "../form.tsx";
import { useZodForm } from "../use-zod-form.ts";

/** What the addresses of saved views answer to a form. */
export type ViewAnswer =
  { saved: Pick<SavedView, "id" | "query"> } | { refused: SubmissionResult<string[]> };

interface ViewFormProps {
  /** A new view, or the one to rename. */
  view?: Pick<SavedView, "name" | "isShared">;
  /** Where it is posted. */
  action: string;
  list: string;
  query: string;
  onSaved: (saved: Pick<SavedView, "id" | "query">) => void;
}

interface ViewDialogProps extends ViewFormProps {
  open: boolean;
  onOpenChange: (open: boolean) => void;
}

/** Asks for a view's name and for whom it is. */
export function ViewDialog({ open, onOpenChange, ...form }: ViewDialogProps) {
  const { t } = useTranslation();
  return (
    <Dialog
      title={form.view ? t("list.views.rename") : t("list.views.save")}
      description={form.view ? undefined : t("list.views.saveText")}
      open={open}
      onOpenChange={onOpenChange}
    >
      <ViewForm {...form} />
    </Dialog>
  );
}

function ViewForm({ view, action, list, query, onSaved }: ViewFormProps) {
  const { t } = useTranslation();
  const fetcher = useFetcher<ViewAnswer>();
  const answer = fetcher.data;
  const [form, fields] = useZodForm(savedViewSchema, {
    lastResult: answer && "refused" in answer ? answer.refused : undefined,
    defaultValue: { name: view?.name, isShared: view?.isShared },
  });
  const announce = useEffectEvent(onSaved);
  const saved = answer && "saved" in answer ? answer.saved : undefined;
  useEffect(() => {
    if (saved) announce(saved);
  }, [saved]);
  return (
    <Form form={form} fetcher={fetcher} action={action}>
      <input type="hidden" name="list" value={list} />
      <input type="hidden" name="query" value={query} />
      <TextField field={fields.name} label={t("list.views.name")} autoComplete="off" autoFocus />
      <CheckboxField
        field={fields.isShared}
        label={t("list.views.share")}
        help={t("list.views.shareHelp")}
      />
      <div className="flex justify-end gap-2">
        <DialogCancel />
        <SubmitButton>{t("save")}</SubmitButton>
      </div>
    </Form>
  );
}
