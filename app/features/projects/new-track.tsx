import type { SubmissionResult } from "@conform-to/react";
import { Plus } from "lucide-react";
import { useTranslation } from "react-i18next";
import { useFetcher } from "react-router";
import { TextField } from "#app/ui/fields.tsx";
import { Form, SubmitButton } from "#app/ui/form.tsx";
import { useZodForm } from "#app/ui/use-zod-form.ts";
import { newTrackSchema } from "./track.ts";

/** Adds one after the other: Enter adds, and the field is empty for the next. */
export function NewTrack({ action }: { action: string }) {
  const { t } = useTranslation("projects");
  const fetcher = useFetcher<SubmissionResult<string[]>>();
  const [form, fields] = useZodForm(newTrackSchema, { lastResult: fetcher.data });
  return (
    <Form form={form} fetcher={fetcher} action={action} className="mt-4 max-w-xl">
      <div className="flex items-end gap-2">
        <TextField
          field={fields.title}
          label={t("tracks.new")}
          autoComplete="off"
          className="flex-1"
        />
        <SubmitButton variant="secondary" className="mb-0.5">
          <Plus aria-hidden />
          {t("tracks.add")}
        </SubmitButton>
      </div>
    </Form>
  );
}
