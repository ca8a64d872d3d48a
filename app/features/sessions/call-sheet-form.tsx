import type { SubmissionResult } from "@conform-to/react";
import { Plus, Trash2 } from "lucide-react";
import type { ComponentProps, ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { addDays, dayOf, formatDay, formatTime, type Reader } from "#app/lib/dates.ts";
import { Button, ButtonLink } from "#app/ui/button.tsx";
import {
  NumberField,
  SelectField,
  TextareaField,
  type TextualField,
  TextField,
  TimeField,
} from "#app/ui/fields.tsx";
import { Form, FormActions, SubmitButton } from "#app/ui/form.tsx";
import { IconButton } from "#app/ui/icon-button.tsx";
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
      <Group legend={t("form.place")}>
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
      </Group>

      <Group
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
            <Row key={call.key}>
              <input type="hidden" name={personId.name} value={personId.initialValue} />
              <span className="flex min-w-0 flex-1 flex-col self-center text-13">
                {name}
                {trade && <span className="text-muted">{t(`people:trades.${trade}`)}</span>}
              </span>
              <Moment time={time} day={day} days={days} label={t("form.callOf", { name })} />
            </Row>
          );
        })}
      </Group>

      <Group
        legend={t("form.guests")}
        action={<Add {...insert({ name: guests.name })}>{t("form.addGuest")}</Add>}
      >
        {guests.getFieldList().map((guest, n) => {
          const { name, role, phone, time, day } = guest.getFieldset();
          return (
            <Row
              key={guest.key}
              remove={
                <Remove
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
            </Row>
          );
        })}
      </Group>

      <Group
        legend={t("form.schedule")}
        action={<Add {...insert({ name: schedule.name })}>{t("form.addLine")}</Add>}
      >
        {schedule.getFieldList().map((line, n) => {
          const { time, day, what } = line.getFieldset();
          return (
            <Row
              key={line.key}
              remove={
                <Remove
                  {...remove({ name: schedule.name, index: n })}
                  label={t("form.removeLine", { number: n + 1 })}
                />
              }
            >
              <Moment time={time} day={day} days={days} label={t("time")} />
              <TextField field={what} label={t("what")} autoComplete="off" className={wide} />
            </Row>
          );
        })}
      </Group>

      <Group
        legend={t("form.breaks")}
        action={
          <Add {...insert({ name: breaks.name, defaultValue: { length: 30 } })}>
            {t("form.addBreak")}
          </Add>
        }
      >
        {breaks.getFieldList().map((line, n) => {
          const { time, day, length, what } = line.getFieldset();
          return (
            <Row
              key={line.key}
              remove={
                <Remove
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
            </Row>
          );
        })}
      </Group>

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

interface GroupProps {
  legend: string;
  text?: string;
  action?: ReactNode;
  children: ReactNode;
}

function Group({ legend, text, action, children }: GroupProps) {
  return (
    <fieldset className="flex min-w-0 flex-col gap-4 border-t border-line pt-4">
      <legend className="float-left text-14 font-semibold">{legend}</legend>
      {text && <p className="clear-both text-12 text-muted">{text}</p>}
      {children}
      {action && <div>{action}</div>}
    </fieldset>
  );
}

function Row({ remove, children }: { remove?: ReactNode; children: ReactNode }) {
  return (
    <div className="flex items-start gap-2">
      <div className="flex min-w-0 flex-1 flex-wrap items-start gap-x-3 gap-y-3">{children}</div>
      {remove && <span className="pt-6">{remove}</span>}
    </div>
  );
}

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

function Add(props: ComponentProps<typeof Button>) {
  return <Button {...props} type="submit" size="sm" icon={<Plus aria-hidden />} />;
}

function Remove(props: Omit<ComponentProps<typeof IconButton>, "icon">) {
  return <IconButton {...props} type="submit" icon={<Trash2 aria-hidden />} />;
}

function dayOptions(session: Timed, { language, timeZone }: Reader) {
  if (!isOfDays(session)) return [];
  const first = dayOf(session.startsAt, timeZone);
  return dayNumbersOf(session, timeZone).map((n) => ({
    value: String(n),
    label: formatDay(addDays(first, n), language),
  }));
}
