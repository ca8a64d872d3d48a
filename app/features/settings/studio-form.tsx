import type { SubmissionResult } from "@conform-to/react";
import { useTranslation } from "react-i18next";
import { NumberField, SelectField, TextareaField, TextField, TimeField } from "#app/ui/fields.tsx";
import { Form, FormActions, SubmitButton } from "#app/ui/form.tsx";
import { useZodForm } from "#app/ui/use-zod-form.ts";
import type { readStudioSettings } from "./settings.server.ts";
import { currencies, documentLanguages, studioSettingsSchema } from "./settings.ts";
import { formatSiret } from "./siret.ts";

interface StudioFormProps {
  settings: Awaited<ReturnType<typeof readStudioSettings>>;
  timeZones: readonly string[];
  countries: readonly { value: string; label: string }[];
  lastResult: SubmissionResult<string[]> | undefined;
}

export function StudioForm({ settings, timeZones, countries, lastResult }: StudioFormProps) {
  const { t } = useTranslation(["settings", "common"]);
  const [form, fields] = useZodForm(studioSettingsSchema, {
    lastResult,
    defaultValue: { ...settings, siret: settings.siret && formatSiret(settings.siret) },
  });
  return (
    <Form form={form}>
      <fieldset className={group}>
        <legend className={legend}>{t("studio.identity")}</legend>
        <TextField
          field={fields.legalName}
          label={t("studio.legalName")}
          autoComplete="organization"
          className="col-span-full"
        />
        <TextField field={fields.siret} label={t("studio.siret")} inputMode="numeric" mono />
        <TextField field={fields.vatNumber} label={t("studio.vatNumber")} mono />
      </fieldset>
      <fieldset className={group}>
        <legend className={legend}>{t("studio.contact")}</legend>
        <TextareaField
          field={fields.address}
          label={t("studio.address")}
          autoComplete="street-address"
          rows={2}
          className="col-span-full"
        />
        <TextField field={fields.phone} label={t("studio.phone")} type="tel" autoComplete="tel" />
        <TextField
          field={fields.email}
          label={t("studio.email")}
          type="email"
          autoComplete="email"
        />
      </fieldset>
      <fieldset className={group}>
        <legend className={legend}>{t("studio.callSheet")}</legend>
        <TextareaField
          field={fields.access}
          label={t("studio.access")}
          help={t("studio.accessHelp")}
          rows={2}
          className="col-span-full"
        />
        <TextareaField field={fields.parking} label={t("studio.parking")} rows={1} />
        <TextField field={fields.doorCode} label={t("studio.doorCode")} mono autoComplete="off" />
        <NumberField
          field={fields.overtimePercent}
          label={t("studio.overtimePercent")}
          help={t("studio.overtimePercentHelp")}
          suffix="%"
          align="end"
        />
      </fieldset>
      <fieldset className={group}>
        <legend className={legend}>{t("studio.formats")}</legend>
        <SelectField
          field={fields.language}
          label={t("studio.language")}
          options={documentLanguages.map((language) => ({
            value: language,
            label: t(`studio.languages.${language}`),
          }))}
        />
        <SelectField
          field={fields.currency}
          label={t("studio.currency")}
          help={t("studio.currencyHelp")}
          options={currencies.map((code) => ({ value: code, label: t(`currencies.${code}`) }))}
        />
        <SelectField
          field={fields.timeZone}
          label={t("studio.timeZone")}
          options={timeZones.map((zone) => ({ value: zone, label: zone.replaceAll("_", " ") }))}
        />
        <SelectField
          field={fields.country}
          label={t("studio.country")}
          help={t("studio.countryHelp")}
          options={countries}
        />
        <TimeField
          field={fields.dayStartsAt}
          label={t("studio.dayStartsAt")}
          help={t("studio.dayStartsAtHelp")}
          step={30}
        />
      </fieldset>
      <FormActions>
        <SubmitButton>{t("common:save")}</SubmitButton>
      </FormActions>
    </Form>
  );
}

const group = "grid grid-cols-2 gap-x-4 gap-y-5 max-md:grid-cols-1 [&+&]:mt-3";
const legend = "mb-4 text-14 font-semibold";
