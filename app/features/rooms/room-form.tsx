import type { SubmissionResult } from "@conform-to/react";
import { useTranslation } from "react-i18next";
import { currencySymbol, moneyText } from "#app/lib/money.ts";
import { ButtonLink } from "#app/ui/button.tsx";
import { SwatchField } from "#app/ui/color-fields.tsx";
import {
  CheckboxField,
  MoneyField,
  NumberField,
  SelectField,
  TextareaField,
  TextField,
} from "#app/ui/fields.tsx";
import { Form, FormActions, SubmitButton } from "#app/ui/form.tsx";
import { useZodForm } from "#app/ui/use-zod-form.ts";
import { HoursFields } from "./hours-fields.tsx";
import { typedHours } from "./opening-hours.ts";
import { roomKinds, roomSchema, type RoomValues } from "./room.ts";

interface RoomFormProps {
  /** The room as it is, or what a new one begins with. */
  room: Partial<RoomValues>;
  currency: string;
  lastResult: SubmissionResult<string[]> | undefined;
  /** The button's verb. */
  submit: string;
  /** Where one goes without saving. */
  back: string;
}

export function RoomForm({ room, currency, lastResult, submit, back }: RoomFormProps) {
  const { t, i18n } = useTranslation(["rooms", "common"]);
  const money = (cents: number | null | undefined) =>
    typeof cents === "number" ? moneyText(cents, i18n.language) : undefined;
  const [form, fields] = useZodForm(roomSchema, {
    lastResult,
    defaultValue: {
      ...room,
      openingHours: typedHours(room.openingHours ?? null),
      hourlyRateCents: money(room.hourlyRateCents),
      halfDayRateCents: money(room.halfDayRateCents),
      dayRateCents: money(room.dayRateCents),
    },
  });
  const symbol = currencySymbol(currency, i18n.language);
  return (
    <Form form={form}>
      <TextField field={fields.name} label={t("name")} autoFocus autoComplete="off" />
      <div className="grid grid-cols-2 gap-4 max-md:grid-cols-1">
        <SelectField
          field={fields.kind}
          label={t("kind")}
          options={roomKinds.map((kind) => ({ value: kind, label: t(`kinds.${kind}`) }))}
        />
        <NumberField
          field={fields.capacity}
          label={t("capacity")}
          align="end"
          suffix={t("people")}
        />
        <NumberField field={fields.booths} label={t("booths")} align="end" />
      </div>
      <SwatchField field={fields.colour} label={t("colour")} help={t("colourHelp")} />
      <fieldset>
        <legend className="mb-3 text-14 font-semibold">{t("rates")}</legend>
        <div className="grid grid-cols-3 gap-4 max-md:grid-cols-1">
          <MoneyField field={fields.hourlyRateCents} label={t("hourlyRate")} currency={symbol} />
          <MoneyField field={fields.halfDayRateCents} label={t("halfDayRate")} currency={symbol} />
          <MoneyField field={fields.dayRateCents} label={t("dayRate")} currency={symbol} />
        </div>
        <p className="mt-2 text-12 text-muted">{t("ratesHelp")}</p>
      </fieldset>
      <fieldset>
        <legend className="mb-3 text-14 font-semibold">{t("buffers")}</legend>
        <div className="grid grid-cols-2 gap-4">
          <NumberField
            field={fields.minutesBefore}
            label={t("minutesBefore")}
            align="end"
            suffix={t("minutes")}
          />
          <NumberField
            field={fields.minutesAfter}
            label={t("minutesAfter")}
            align="end"
            suffix={t("minutes")}
          />
        </div>
        <p className="mt-2 text-12 text-muted">{t("buffersHelp")}</p>
      </fieldset>
      <HoursFields field={fields.openingHours} days={fields.openingHours.getFieldList()} />
      <CheckboxField
        field={fields.isBookableByClients}
        label={t("bookableByClients")}
        help={t("bookableByClientsHelp")}
      />
      <TextareaField
        field={fields.description}
        label={t("description")}
        help={t("descriptionHelp")}
      />
      <FormActions>
        <SubmitButton>{submit}</SubmitButton>
        <ButtonLink variant="ghost" to={back}>
          {t("common:cancel")}
        </ButtonLink>
      </FormActions>
    </Form>
  );
}
