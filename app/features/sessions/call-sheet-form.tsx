import type { SubmissionResult } from "@conform-to/react";
import { useTranslation } from "react-i18next";
import { addDays, dayOf, formatDay, formatTime, type Reader } from "#app/lib/dates.ts";
import { ButtonLink } from "#app/ui/button.tsx";
import { AddLine, FieldGroup, FieldLine, RemoveLine } from "#app/ui/field-lines.tsx";
import {
  NumberField,
  SelectField,
  TextareaField,
  type TextualField,
  TextField,
  TimeField,
} from "#app/ui/fields.tsx";
import { EnterButton, Form, FormActions, SubmitButton } from "#app/ui/form.tsx";
import { useZodForm } from "#app/ui/use-zod-form.ts";
import type { findCallSheetDraft } from "./call-sheet.server.ts";
import { callSheetSchema, dayNumbersOf, isOfDays } from "./call-sheet.ts";
import type { Timed } from "./studio-day.ts";

interface CallSheetFormProps {
  draft: NonNullable<Awaited<ReturnType<typeof findCallSheetDraft>>>;
  lastResult: SubmissionResult<string[]> | undefined;
  reader: Reader;
  /** Where one goes without saving. */
  back: string;
}

export function CallSheetForm({ draft, lastResult, reader, back }: CallSheetFormProps) {
  const { t } = useTranslation(["callSheet", "people", "common"]);
  const { sheet, values, fallback, crew } = draft;
  const [form, fields] = useZodForm(callSheetSchema, { lastResult, defaultValue: values });
  const days = dayOptions(sheet, reader);
  const helpOf = (text: string | null) =>
    text ? t("form.studioHelp", { text }) : t("form.studioNone");
  const insert = form.insert.getButtonProps;
  const remove = form.remove.getButtonProps;
  const [guests, schedule, breaks] = [fields.guests, fields.schedule, fields.breaks];
  return (
    <Form form={form}>
      <EnterButton />
      <FieldGroup legend={t("form.place")}>
        <TextareaField
          field={fields.access}
          label={t("access")}
          help={helpOf(fallback.access)}
          rows={2}
        />
        <TextareaField
          field={fields.parking}
          label={t("parking")}
          help={helpOf(fallback.parking)}
          rows={2}
        />
        <TextField
          field={fields.doorCode}
          label={t("doorCode")}
          help={helpOf(fallback.doorCode)}
          autoComplete="off"
          mono
        />
      </FieldGroup>

      <FieldGroup
        legend={t("form.calls")}
        text={
          crew.length === 0
            ? t("form.noCrew")
            : t("form.callHelp", { time: formatTime(sheet.startsAt, reader) })
        }
      >
        {fields.calls.getFieldList().map((call, n) => {
          const { personId, time, day } = call.getFieldset();
          const { name = "", trade } = crew[n] ?? {};
          return (
            <FieldLine key={call.key}>
              <input type="hidden" name={personId.name} value={personId.initialValue} />
              <span className="flex min-w-0 flex-1 flex-col self-center text-13">
                {name}
                {trade && <span className="text-muted">{t(`people:trades.${trade}`)}</span>}
              </span>
              <Moment time={time} day={day} days={days} label={t("form.callOf", { name })} />
            </FieldLine>
          );
        })}
      </FieldGroup>

      <FieldGroup
        legend={t("form.guests")}
        action={<AddLine {...insert({ name: guests.name })}>{t("form.addGuest")}</AddLine>}
      >
        {guests.getFieldList().map((guest, n) => {
          const { name, role, phone, time, day } = guest.getFieldset();
          return (
            <FieldLine
              key={guest.key}
              remove={
                <RemoveLine
                  {...remove({ name: guests.name, index: n })}
                  label={t("form.removeGuest", { number: n + 1 })}
                />
              }
            >
              <TextField
                field={name}
                label={t("form.guestName")}
                autoComplete="off"
                className="w-full"
              />
              <TextField field={role} label={t("role")} autoComplete="off" className={half} />
              <TextField
                field={phone}
                label={t("phone")}
                type="tel"
                autoComplete="off"
                className={half}
              />
              <Moment time={time} day={day} days={days} label={t("call")} />
            </FieldLine>
          );
        })}
      </FieldGroup>

      <FieldGroup
        legend={t("form.schedule")}
        action={<AddLine {...insert({ name: schedule.name })}>{t("form.addLine")}</AddLine>}
      >
        {schedule.getFieldList().map((line, n) => {
          const { time, day, what } = line.getFieldset();
          return (
            <FieldLine
              key={line.key}
              remove={
                <RemoveLine
                  {...remove({ name: schedule.name, index: n })}
                  label={t("form.removeLine", { number: n + 1 })}
                />
              }
            >
              <Moment time={time} day={day} days={days} label={t("time")} />
              <TextField field={what} label={t("what")} autoComplete="off" className={wide} />
            </FieldLine>
          );
        })}
      </FieldGroup>

      <FieldGroup
        legend={t("form.breaks")}
        action={
          <AddLine {...insert({ name: breaks.name, defaultValue: { length: 30 } })}>
            {t("form.addBreak")}
          </AddLine>
        }
      >
        {breaks.getFieldList().map((line, n) => {
          const { time, day, length, what } = line.getFieldset();
          return (
            <FieldLine
              key={line.key}
              remove={
                <RemoveLine
                  {...remove({ name: breaks.name, index: n })}
                  label={t("form.removeBreak", { number: n + 1 })}
                />
              }
            >
              <Moment time={time} day={day} days={days} label={t("time")} />
              <NumberField
                field={length}
                label={t("form.length")}
                suffix={t("form.minutes")}
                className="w-28"
              />
              <TextField
                field={what}
                label={t("form.breakWhat")}
                autoComplete="off"
                className={wide}
              />
            </FieldLine>
          );
        })}
      </FieldGroup>

      <TextareaField
        field={fields.notes}
        label={t("notes")}
        help={
          fallback.notes ? t("form.sessionHelp", { text: fallback.notes }) : t("form.sessionNone")
        }
      />
      <FormActions>
        <SubmitButton>{t("common:save")}</SubmitButton>
        <ButtonLink variant="ghost" to={back}>
          {t("common:cancel")}
        </ButtonLink>
      </FormActions>
    </Form>
  );
}

const half = "min-w-40 flex-1";
const wide = "min-w-48 flex-1";

interface MomentProps {
  time: TextualField;
  day: TextualField;
  days: readonly { value: string; label: string }[];
  label: string;
}

/** A time of day, and of which day where the session has several. */
function Moment({ time, day, days, label }: MomentProps) {
  const { t } = useTranslation("callSheet");
  return (
    <>
      <TimeField field={time} label={label} step={5} className="w-32" />
      {days.length > 0 && (
        <SelectField field={day} label={t("form.dayOf")} options={days} className="w-40" />
      )}
    </>
  );
}

function dayOptions(session: Timed, { language, timeZone }: Reader) {
  if (!isOfDays(session)) return [];
  const first = dayOf(session.startsAt, timeZone);
  return dayNumbersOf(session, timeZone).map((n) => ({
    value: String(n),
    label: formatDay(addDays(first, n), language),
  }));
}
