import type { DefaultValue } from "@conform-to/react";
import { useTranslation } from "react-i18next";
import type { z } from "zod";
import { formatDuration } from "#app/lib/dates.ts";
import { currencySymbol, formatMoney } from "#app/lib/money.ts";
import { ButtonLink } from "#app/ui/button.tsx";
import { ComboboxField } from "#app/ui/combobox-field.tsx";
import type { FoundOption } from "#app/ui/found-options.tsx";
import { DateField, MoneyField, SelectField, TextareaField, TimeField } from "#app/ui/fields.tsx";
import { Form, FormActions, SubmitButton } from "#app/ui/form.tsx";
import { TextLink } from "#app/ui/text-link.tsx";
import { type Token, TokenField } from "#app/ui/token-field.tsx";
import { useZodForm } from "#app/ui/use-zod-form.ts";
import type { OpeningHours } from "#app/features/rooms/opening-hours.ts";
import type { RoomRates } from "#app/features/rooms/room.ts";
import { ClashNotice } from "./clash-notice.tsx";
import { HoursWarning } from "./hours-warning.tsx";
import { RepeatFields } from "./repeat-fields.tsx";
import {
  AGREED,
  type BookingValues,
  bookingSchema,
  type Preview,
  SERIES_SCOPES,
} from "./series.ts";
import { SeriesPreview } from "./series-preview.tsx";
import {
  BOOKABLE_STATES,
  CREW_ROLES,
  minutesOf,
  proposedPrice,
  SESSION_KINDS,
  type SessionKind,
  timesTyped,
} from "./session.ts";
import type { FormAnswer } from "./session-form.server.ts";
import type { Timed } from "./studio-day.ts";

export type BookingFields = DefaultValue<z.input<typeof bookingSchema>>;
export type FormRoom = RoomRates & { id: string; name: string; openingHours: OpeningHours };

interface SessionFormProps {
  values: BookingFields;
  client: FoundOption | null;
  project: FoundOption | null;
  crew: readonly Token[];
  units: readonly Token[];
  rooms: readonly FormRoom[];
  /** A session that stands has its state changed by steps, not here. */
  isNew?: boolean;
  /** A session of a series: a change may be for those that follow too. */
  isInSeries?: boolean;
  answer: FormAnswer | undefined;
  timeZone: string;
  currency: string;
  submit: string;
  back: string;
  href: (path: string) => string;
}

export function SessionForm(props: SessionFormProps) {
  const {
    values,
    client,
    project,
    crew,
    units,
    rooms,
    isNew,
    isInSeries,
    answer,
    timeZone,
    currency,
    href,
  } = props;
  const { t, i18n } = useTranslation(["sessions", "common", "people", "series"]);
  const reader = { language: i18n.language, timeZone };
  const [form, fields] = useZodForm<z.input<typeof bookingSchema>, BookingValues>(bookingSchema, {
    lastResult: answer?.result,
    defaultValue: values,
  });
  const clientId = fields.clientId.value ?? "";
  const room = rooms.find(({ id }) => id === fields.roomId.value);
  const times = timesTyped(
    {
      day: fields.day.value,
      from: fields.from.value,
      to: fields.to.value,
      lastDay: fields.lastDay.value,
    },
    timeZone,
  );
  const kind = SESSION_KINDS.find((it) => it === fields.kind.value);
  const kinds = SESSION_KINDS.map((value) => ({ value, label: t(`kinds.${value}`) }));
  const roles = CREW_ROLES.map((value) => ({ value, label: t(`people:trades.${value}`) }));
  const states = BOOKABLE_STATES.map((value) => ({ value, label: t(`states.${value}`) }));
  const isMany = isNew
    ? (fields.repeat.value ?? "never") !== "never"
    : fields.scope.value === "following";
  const preview = isMany ? answer?.preview : undefined;
  const waitParameters = new URLSearchParams({
    client: clientId,
    project: fields.projectId.value ?? "",
    room: fields.roomId.value ?? "",
    kind: kind ?? "",
    day: fields.day.value ?? "",
    minutes: times ? String(minutesOf(times)) : "",
    note: fields.notes.value ?? "",
  }).toString();
  return (
    <Form form={form}>
      {values?.waitingId && (
        <input type="hidden" name={fields.waitingId.name} value={values.waitingId} />
      )}
      {isInSeries && (
        <SelectField
          field={fields.scope}
          label={t("series:scope")}
          options={SERIES_SCOPES.map((value) => ({ value, label: t(`series:scopes.${value}`) }))}
          help={isMany && t("series:scopeHelp")}
        />
      )}
      {answer?.report && (
        <ClashNotice
          report={answer.report}
          wished={room && times && { roomId: room.id, times }}
          reader={reader}
          clashHref={href(`/sessions/${answer.report.clash.id}`)}
          waitHref={isNew ? `${href("/sessions/waiting/new")}?${waitParameters}` : null}
        />
      )}
      <ComboboxField
        field={fields.clientId}
        label={t("client")}
        source={href("/clients/options")}
        selected={client}
        help={isNew && <TextLink to={href("/clients/new")}>{t("newClient")}</TextLink>}
      />
      <ComboboxField
        key={clientId}
        field={fields.projectId}
        label={t("project")}
        source={`${href("/projects/options")}?${new URLSearchParams({ client: clientId })}`}
        selected={clientId === values?.clientId ? project : null}
      />
      <div className="grid gap-5 md:grid-cols-2">
        <SelectField
          field={fields.roomId}
          label={t("room")}
          options={rooms.map(({ id, name }) => ({ value: id, label: name }))}
        />
        <SelectField field={fields.kind} label={t("kind")} options={kinds} />
      </div>
      <div className="grid grid-cols-2 gap-5 md:grid-cols-4">
        <DateField field={fields.day} label={t("day")} className="max-md:col-span-2" />
        <TimeField field={fields.from} label={t("from")} />
        <TimeField
          field={fields.to}
          label={t("to")}
          help={times && formatDuration(minutesOf(times))}
        />
        <DateField
          field={fields.lastDay}
          label={t("lastDay")}
          help={t("lastDayHelp")}
          className="max-md:col-span-2"
        />
      </div>
      <HoursWarning field={fields.outsideHours} {...{ room, times, reader }} />
      {isNew && <RepeatFields fields={fields} />}
      <div className="grid gap-5 md:grid-cols-2">
        {isNew && (
          <SelectField
            field={fields.state}
            label={t("state")}
            options={states}
            help={t("stateHelp")}
          />
        )}
        <MoneyField
          field={fields.priceCents}
          label={t("price")}
          currency={currencySymbol(currency, i18n.language)}
          help={
            room && times && kind ? (
              <Proposal {...{ room, times, kind, currency }} />
            ) : (
              t("priceHelp")
            )
          }
        />
      </div>
      <div className="grid gap-5 md:grid-cols-2">
        <TokenField
          field={fields.crew}
          label={t("crew")}
          source={href("/people/options")}
          selected={crew}
          choices={{ label: t("role"), options: roles }}
          placeholder={t("addPerson")}
        />
        <TokenField
          field={fields.equipmentIds}
          label={t("equipment")}
          source={href(`/equipment/options?${gearSearch(times)}`)}
          selected={units}
          placeholder={t("addEquipment")}
        />
      </div>
      <TextareaField field={fields.notes} label={t("notes")} help={t("notesHelp")} />
      {preview && (
        <SeriesPreview
          preview={preview}
          isChange={!isNew}
          reader={reader}
          hrefOf={(id) => href(`/sessions/${id}`)}
        />
      )}
      <FormActions>
        {isMany ? (
          <SeriesButtons preview={preview} verb={isNew ? "book" : "change"} />
        ) : (
          <SubmitButton>{props.submit}</SubmitButton>
        )}
        <ButtonLink variant="ghost" to={props.back}>
          {t("common:cancel")}
        </ButtonLink>
      </FormActions>
    </Form>
  );
}

interface SeriesButtonsProps {
  preview: Preview | undefined;
  verb: "book" | "change";
}

/** First the dates are seen; then those that are free are booked. Enter checks, and books nothing. */
function SeriesButtons({ preview, verb }: SeriesButtonsProps) {
  const { t } = useTranslation("series");
  const taken = preview?.dates.filter(({ hindrance }) => hindrance).map(({ day }) => day) ?? [];
  const count = (preview?.dates.length ?? 0) - taken.length;
  const key = taken.length > 0 ? (`${verb}Free` as const) : verb;
  return (
    <>
      <SubmitButton variant={count > 0 ? "secondary" : "primary"}>{t("check")}</SubmitButton>
      {count > 0 && (
        <SubmitButton
          name={AGREED}
          value={taken.join() || "none"}
          className="h-auto min-h-8 max-w-full py-1 whitespace-normal"
        >
          {t(key, { count })}
        </SubmitButton>
      )}
    </>
  );
}

/** What gear is offered: units, classes and kits, these with who has of them at that time. */
function gearSearch(times: Timed | undefined): string {
  return new URLSearchParams({
    ...{ classes: "", kits: "" },
    ...(times && { from: times.startsAt.toISOString(), until: times.endsAt.toISOString() }),
  }).toString();
}

interface ProposalProps {
  room: FormRoom;
  times: Timed;
  kind: SessionKind;
  currency: string;
}

/** What the room's rates ask for it, and why. */
function Proposal({ room, times, kind, currency }: ProposalProps) {
  const { t, i18n } = useTranslation("sessions");
  if (kind === "visit") return t("visitFree");
  const cents = proposedPrice(kind, room, times);
  if (cents === null) return t("noRate", { room: room.name });
  return t("proposed", {
    room: room.name,
    duration: formatDuration(minutesOf(times)),
    price: formatMoney(cents, currency, i18n.language),
  });
}
