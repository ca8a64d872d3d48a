import type { SubmissionResult } from "@conform-to/react";
import { useEffect, useEffectEvent } from "react";
import { useTranslation } from "react-i18next";
import { useFetcher } from "react-router";
import { Button } from "#app/ui/button.tsx";
import { DateField, TextareaField } from "#app/ui/fields.tsx";
import { Form, SubmitButton } from "#app/ui/form.tsx";
import { useZodForm } from "#app/ui/use-zod-form.ts";
import { noteSchema } from "./notes.ts";

/** What the addresses of notes answer: done, or why not. */
export type NoteAnswer = SubmissionResult<string[]>;

interface NoteFormProps {
  /** Where it goes: the client's notes, or one of them. */
  action: string;
  note: { body: string; day: string };
  submit: string;
  /** Of a note that is there already. */
  onDone?: () => void;
}

/** Writes a note, or changes one. */
export function NoteForm({ action, note, submit, onDone }: NoteFormProps) {
  const { t } = useTranslation(["notes", "common"]);
  const fetcher = useFetcher<NoteAnswer>();
  const [form, fields] = useZodForm(noteSchema, { lastResult: fetcher.data, defaultValue: note });
  const done = useEffectEvent(() => onDone?.());
  useEffect(() => {
    if (fetcher.data?.status === "success") done();
  }, [fetcher.data]);
  return (
    <Form form={form} fetcher={fetcher} action={action} className="gap-3">
      <TextareaField field={fields.body} label={t("body")} rows={2} autoFocus={Boolean(onDone)} />
      <div className="flex flex-wrap items-end gap-3">
        <DateField field={fields.day} label={t("day")} className="w-44" />
        <SubmitButton>{submit}</SubmitButton>
        {onDone && (
          <Button variant="ghost" onClick={onDone}>
            {t("common:cancel")}
          </Button>
        )}
      </div>
    </Form>
  );
}
