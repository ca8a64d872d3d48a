import { i18nOf } from "#app/i18n/i18n.server.ts";
import type { Language } from "#app/i18n/i18n.ts";
import { formatDate, formatDuration, formatHours, formatTime } from "#app/lib/dates.ts";
import { openPdf } from "#app/lib/pdf.server.ts";
import type { CalledPerson, CallSheet } from "./call-sheet.server.ts";
import { isOfDays, timetableOf } from "./call-sheet.ts";
import { minutesOf } from "./session.ts";

interface CallSheetPdfOptions {
  language: Language;
  timeZone: string;
  /** Of the studio, which no row of its own says; without it the letterhead has the legal name. */
  studioName?: string;
}

/** Where no accent was chosen. */
const NEUTRAL = "#5f5c56";

/** The call sheet on A4, tagged, with its fonts; the same sheet gives the same bytes. */
export function callSheetPdf(
  sheet: CallSheet,
  { language, timeZone, studioName }: CallSheetPdfOptions,
): Promise<Uint8Array> {
  const t = i18nOf(language).getFixedT(language, ["callSheet", "sessions", "people"]);
  const reader = { language, timeZone };
  const { studio, startsAt, endsAt } = sheet;
  const sender = studioName ?? studio.legalName ?? "";
  const day = formatDate(startsAt, reader, { year: true });
  const hasDays = isOfDays(sheet);
  const moment = (at: Date) =>
    hasDays ? `${formatDate(at, reader)}, ${formatTime(at, reader)}` : formatTime(at, reader);
  const changedAt = `${formatDate(sheet.changedAt, reader, { year: true })}, ${formatTime(sheet.changedAt, reader)}`;

  const pdf = openPdf({
    title: `${t("title")} – ${sheet.client}, ${day}`,
    author: sender,
    language,
    at: sheet.changedAt,
    accent: studio.accent ?? NEUTRAL,
    footer: (page, pages) =>
      [sender, t("changed", { when: changedAt }), t("page", { page, pages })]
        .filter(Boolean)
        .join("  ·  "),
  });
  pdf.letterhead(
    sender,
    [studio.phone, studio.email].filter((it) => it !== null),
  );
  pdf.title(
    t("title"),
    [sheet.client, sheet.project, t(`sessions:kinds.${sheet.kind}`)].filter(Boolean).join(" · "),
  );
  if (sheet.state !== "confirmed" && sheet.state !== "in_progress" && sheet.state !== "done") {
    pdf.paragraph(t("state", { state: t(`sessions:states.${sheet.state}`) }), "bold");
  }
  pdf.facts([
    [t("date"), day],
    [t("hours"), `${formatHours(startsAt, endsAt, reader)} (${formatDuration(minutesOf(sheet))})`],
    [t("room"), sheet.room],
    [t("client"), sheet.client],
    [t("project"), sheet.project],
    [t("kind"), t(`sessions:kinds.${sheet.kind}`)],
  ]);

  const { access, parking, doorCode } = sheet;
  if (access ?? parking ?? doorCode ?? studio.address) {
    pdf.heading(t("place"));
    pdf.facts([
      [t("address"), studio.address],
      [t("access"), access],
      [t("parking"), parking],
      [t("doorCode"), doorCode],
    ]);
  }

  const roleOf = (person: CalledPerson) =>
    person.kind === "crew" ? t(`people:trades.${person.trade}`) : (person.role ?? t("guest"));
  pdf.heading(t("people"));
  if (sheet.people.length === 0) pdf.paragraph(t("nobody"));
  else {
    pdf.table(
      [
        { header: t("call"), share: hasDays ? 24 : 17, weight: "bold" },
        { header: t("name"), share: 24 },
        { header: t("role"), share: 20 },
        { header: t("phone"), share: 24 },
        { header: t("email"), share: 34 },
      ],
      sheet.people.map((person) => [
        moment(person.callAt),
        person.name,
        roleOf(person),
        person.phone ?? "",
        person.kind === "crew" ? (person.email ?? "") : "",
      ]),
    );
  }

  const timetable = timetableOf(sheet);
  if (timetable.length > 0) {
    pdf.heading(t("timetable"));
    pdf.table(
      [
        { header: t("time"), share: hasDays ? 35 : 20, weight: "bold" },
        { header: t("what"), share: 80 },
      ],
      timetable.map(({ at, until, what }) => [
        until ? `${moment(at)}–${formatTime(until, reader)}` : moment(at),
        until ? (what ? t("pauseOf", { what }) : t("pause")) : (what ?? ""),
      ]),
    );
  }

  if (sheet.units.length > 0) {
    pdf.heading(t("equipment"));
    const words = sheet.units.map(({ name, maker }) => [maker, name].filter(Boolean).join(" "));
    pdf.paragraph(words.join("  ·  "));
  }
  if (sheet.notes) {
    pdf.heading(t("notes"));
    pdf.paragraph(sheet.notes);
  }
  return pdf.finish();
}
