import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import {
  formatDate,
  formatDuration,
  formatHours,
  formatTime,
  type Reader,
} from "#app/lib/dates.ts";
import { Card } from "#app/ui/card.tsx";
import { DescriptionList } from "#app/ui/description-list.tsx";
import { TextLink } from "#app/ui/text-link.tsx";
import type { CallSheet } from "./call-sheet.server.ts";
import { isOfDays, timetableOf } from "./call-sheet.ts";
import { minutesOf } from "./session.ts";

interface CallSheetViewProps {
  sheet: CallSheet;
  studio: string;
  reader: Reader;
}

/** What everybody who comes needs to know, in the order in which they need it. */
export function CallSheetView({ sheet, studio, reader }: CallSheetViewProps) {
  const { t } = useTranslation(["callSheet", "sessions"]);
  const { startsAt, endsAt } = sheet;
  const lines = (text: string | null) =>
    text && <span className="whitespace-pre-line">{text}</span>;
  const moment = (at: Date) =>
    isOfDays(sheet)
      ? `${formatDate(at, reader)}, ${formatTime(at, reader)}`
      : formatTime(at, reader);
  const timetable = timetableOf(sheet);
  return (
    <div className="grid grid-cols-[minmax(0,3fr)_minmax(0,2fr)] items-start gap-4 max-lg:grid-cols-1 print:grid-cols-1">
      <div className="flex min-w-0 flex-col gap-4">
        <Card title={t("people")} flush>
          <People sheet={sheet} moment={moment} />
        </Card>
        <Card title={t("timetable")} flush>
          {timetable.length === 0 ? (
            <Nothing>{t("noTimetable")}</Nothing>
          ) : (
            <ol className="divide-y divide-line text-13">
              {timetable.map(({ at, until, what }) => (
                <li
                  key={`${at.getTime()} ${what}`}
                  className="flex break-inside-avoid gap-4 px-4 py-2"
                >
                  <span className="w-32 shrink-0 font-medium tabular-nums">
                    {until ? `${moment(at)}–${formatTime(until, reader)}` : moment(at)}
                  </span>
                  <span className={until ? "min-w-0 text-muted" : "min-w-0 break-words"}>
                    {until ? (what ? t("pauseOf", { what }) : t("pause")) : what}
                  </span>
                </li>
              ))}
            </ol>
          )}
        </Card>
        <Card title={t("equipment")} flush>
          {sheet.units.length === 0 ? (
            <Nothing>{t("noEquipment")}</Nothing>
          ) : (
            <ul className="grid grid-cols-2 gap-x-4 px-4 py-2 text-13 max-md:grid-cols-1">
              {sheet.units.map(({ id, name, maker }) => (
                <li key={id} className="py-1">
                  {name} <span className="text-muted">{maker}</span>
                </li>
              ))}
            </ul>
          )}
        </Card>
      </div>
      <div className="flex min-w-0 flex-col gap-4 print:order-first">
        <Card title={t("session")}>
          <DescriptionList
            items={[
              { label: t("date"), value: formatDate(startsAt, reader, { year: true }) },
              {
                label: t("hours"),
                value: `${formatHours(startsAt, endsAt, reader)} (${formatDuration(minutesOf(sheet))})`,
              },
              { label: t("room"), value: sheet.room },
              { label: t("client"), value: sheet.client },
              { label: t("project"), value: sheet.project },
              { label: t("kind"), value: t(`sessions:kinds.${sheet.kind}`) },
            ]}
          />
        </Card>
        <Card title={studio}>
          <DescriptionList
            items={[
              { label: t("address"), value: lines(sheet.studio.address) },
              { label: t("access"), value: lines(sheet.access) },
              { label: t("parking"), value: lines(sheet.parking) },
              {
                label: t("doorCode"),
                value: sheet.doorCode && <span className="font-mono">{sheet.doorCode}</span>,
              },
              { label: t("phone"), value: phoneLink(sheet.studio.phone) },
              { label: t("email"), value: mailLink(sheet.studio.email) },
            ]}
          />
        </Card>
        {sheet.notes && (
          <Card title={t("notes")}>
            <p className="text-13 break-words whitespace-pre-line">{sheet.notes}</p>
          </Card>
        )}
      </div>
    </div>
  );
}

function People({ sheet, moment }: { sheet: CallSheet; moment: (at: Date) => string }) {
  const { t } = useTranslation(["callSheet", "people"]);
  if (sheet.people.length === 0) return <Nothing>{t("nobody")}</Nothing>;
  return (
    <ul className="divide-y divide-line text-13">
      {sheet.people.map((person, n) => (
        <li
          key={person.kind === "crew" ? person.personId : `${n} ${person.name}`}
          className="grid break-inside-avoid grid-cols-[5rem_minmax(0,3fr)_minmax(0,3fr)] gap-x-4 px-4 py-2 max-md:grid-cols-[4.5rem_minmax(0,1fr)]"
        >
          <span className="font-medium tabular-nums">{moment(person.callAt)}</span>
          <span className="min-w-0 break-words">
            {person.name}{" "}
            <span className="text-muted">
              {person.kind === "crew"
                ? t(`people:trades.${person.trade}`)
                : (person.role ?? t("guest"))}
            </span>
          </span>
          <span className="flex min-w-0 flex-wrap gap-x-3 break-all max-md:col-start-2">
            {phoneLink(person.phone)}
            {person.kind === "crew" && mailLink(person.email)}
          </span>
        </li>
      ))}
    </ul>
  );
}

function Nothing({ children }: { children: ReactNode }) {
  return <p className="p-4 text-13 text-muted">{children}</p>;
}

function phoneLink(phone: string | null) {
  return phone && <TextLink to={`tel:${phone.replace(/\s/g, "")}`}>{phone}</TextLink>;
}

function mailLink(email: string | null) {
  return email && <TextLink to={`mailto:${email}`}>{email}</TextLink>;
}
