import type { SubmissionResult } from "@conform-to/react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { ColorField } from "#app/ui/color-fields.tsx";
import { Form, FormActions, SubmitButton } from "#app/ui/form.tsx";
import { useZodForm } from "#app/ui/use-zod-form.ts";
import { AccentPreview } from "./accent-preview.tsx";
import { brandingSchema } from "./settings.ts";

interface BrandingFormProps {
  accent: string | null;
  lastResult: SubmissionResult<string[]> | undefined;
}

export function BrandingForm({ accent, lastResult }: BrandingFormProps) {
  const { t } = useTranslation("settings");
  const [color, setColor] = useState(accent);
  const [form, fields] = useZodForm(brandingSchema, {
    lastResult,
    defaultValue: { accent: accent ?? undefined },
  });
  return (
    <Form form={form}>
      <ColorField
        field={fields.accent}
        label={t("branding.accent")}
        help={t("branding.accentHelp")}
        className="max-w-xs"
        onColor={setColor}
      />
      <AccentPreview color={color} />
      <FormActions>
        <SubmitButton>{t("branding.save")}</SubmitButton>
      </FormActions>
    </Form>
  );
}
