import type { CalendarEvent } from "#app/lib/icalendar/icalendar.ts";
import { i18nOf } from "#app/i18n/i18n.server.ts";
import type { Language } from "#app/i18n/i18n.ts";
import { stateAt } from "./hold.ts";
import type { CrewRole, SessionKind, SessionState } from "./session.ts";
import type { Timed } from "./studio-day.ts";

/** What a calendar is told of a session. Notes and prices are not among it. */
export type ToldSession = Timed & {
  id: string;
  kind: SessionKind;
  state: SessionState;
  heldUntil: Date | null;
  sequence: number;
  changedAt: Date;
  room: string;
  client: string;
  crew: readonly { name: string; role: CrewRole }[];
};

/** Who is told, and in which words. */
export type Telling = {
  /** Whoever works with the studio; or the client whose session it is. */
  to: "studio" | "client";
  studio: { name: string; address: string | null };
  language: Language;
  now: Date;
  /** The session's page, where those who are told may see it. */
  pageOf?: (sessionId: string) => string;
};

/** The same for ever, wherever the app answers by then. */
export function uidOf(sessionId: string): string {
  return `${sessionId}@recording-studio-manager`;
}

/** A session as an event. A hold whose time is over is called off, whether or not anybody wrote it down. */
export function sessionEvent(session: ToldSession, telling: Telling): CalendarEvent {
  const { id, startsAt, endsAt, heldUntil, room, crew } = session;
  const { to, studio, language, now, pageOf } = telling;
  const { t } = i18nOf(language);
  const state = stateAt(session, now);
  // What whoever writes it down will make of both.
  const hasLapsed = state !== session.state && heldUntil !== null;
  const whom = to === "client" ? studio.name : session.client;
  const unsure = TOLD_STATES.some((it) => it === state) ? [t(`sessions:states.${state}`)] : [];
  const people = crew.map(({ name, role }) => `${name} (${t(`people:trades.${role}`)})`);
  const place = [
    room,
    to === "client" && studio.name,
    studio.address?.replace(/\s*[\r\n]+\s*/g, ", "),
  ];
  return {
    uid: uidOf(id),
    sequence: session.sequence + (hasLapsed ? 1 : 0),
    status: statusOf(state),
    ...{ startsAt, endsAt },
    summary: [whom, t(`sessions:kinds.${session.kind}`), ...unsure].join(" · "),
    location: place.filter(Boolean).join(", "),
    description: people.length > 0 ? `${t("sessions:crew")} : ${people.join(", ")}` : undefined,
    url: pageOf?.(id),
    changedAt: hasLapsed && heldUntil > session.changedAt ? heldUntil : session.changedAt,
  };
}

/** Said in the title too: many calendars show no state of an event. */
const TOLD_STATES: readonly SessionState[] = ["hold", "tentative", "cancelled", "no_show"];

function statusOf(state: SessionState): CalendarEvent["status"] {
  if (state === "cancelled") return "CANCELLED";
  return state === "hold" || state === "tentative" ? "TENTATIVE" : "CONFIRMED";
}
