import type { SubmissionResult } from "@conform-to/react";
import { useTranslation } from "react-i18next";
import { TextField } from "#app/ui/fields.tsx";
import { Form, FormActions, SubmitButton } from "#app/ui/form.tsx";
import { ButtonLink } from "#app/ui/button.tsx";
import { useZodForm } from "#app/ui/use-zod-form.ts";
import { codeSchema } from "./user.ts";

interface CodeFormProps {
  title: string;
  text: string;
  /** The verb. */
  submit: string;
  variant?: "primary" | "danger";
  lastResult: SubmissionResult<string[]> | null | undefined;
}

/** What is done to the second factor for a code of it alone. */
export function CodeForm({ title, text, submit, variant = "primary", lastResult }: CodeFormProps) {
  const { t } = useTranslation(["account", "common"]);
  const [form, fields] = useZodForm(codeSchema, { lastResult });
  return (
    <div className="flex max-w-[26rem] flex-col gap-5">
      <div className="flex flex-col gap-1">
        <h2 className="text-14 font-semibold">{title}</h2>
        <p className="text-13 text-pretty text-muted">{text}</p>
      </div>
      <Form form={form}>
        <TextField
          field={fields.code}
          label={t("code")}
          autoComplete="one-time-code"
          mono
          autoFocus
        />
        <FormActions>
          <SubmitButton variant={variant}>{submit}</SubmitButton>
          <ButtonLink variant="ghost" to="/account/second-factor">
            {t("common:cancel")}
          </ButtonLink>
        </FormActions>
      </Form>
    </div>
  );
}
