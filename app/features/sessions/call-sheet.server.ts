import { and, asc, eq, isNotNull, sql } from "drizzle-orm";
import { allocations, callSheets, people, sessions, settings } from "#db/schema/studio/index.ts";
import type { StudioDb } from "#db/studio.server.ts";
import { ofAllocation } from "./allocations.server.ts";
import {
  after,
  type CallSheetValues,
  minutesFromStart,
  momentTyped,
  type TypedMoment,
} from "./call-sheet.ts";
import type { CrewRole, SessionState } from "./session.ts";
import { findSession, type Session } from "./sessions.server.ts";

/** Everything that a session's call sheet says; texts that it leaves open are the studio's and the session's. */
export type CallSheet = Pick<Session, "id" | "kind" | "startsAt" | "endsAt"> & {
  state: SessionState;
  studio: {
    legalName: string | null;
    /** `#rrggbb`. */
    accent: string | null;
    address: string | null;
    phone: string | null;
    email: string | null;
  };
  room: string;
  client: string;
  project: string | null;
  access: string | null;
  parking: string | null;
  doorCode: string | null;
  notes: string | null;
  /** Crew and guests, who comes first being first. */
  people: CalledPerson[];
  schedule: { at: Date; what: string }[];
  breaks: { at: Date; until: Date; what: string | null }[];
  units: { id: string; name: string; maker: string | null }[];
  /** When the session or its call sheet was changed last. */
  changedAt: Date;
};

export type CalledPerson = {
  name: string;
  callAt: Date;
  phone: string | null;
} & (
  | { kind: "crew"; personId: string; trade: CrewRole; email: string | null }
  | { kind: "guest"; role: string | null }
);

type Stored = typeof callSheets.$inferSelect;

/** The call sheet of any session that there is, whether anybody wrote to it or not; else undefined. */
export async function findCallSheet(
  db: StudioDb,
  sessionId: string,
): Promise<CallSheet | undefined> {
  return (await findParts(db, sessionId))?.sheet;
}

/** What the form of a call sheet starts with: what it says itself, and what it leaves open. */
export async function findCallSheetDraft(db: StudioDb, sessionId: string, timeZone: string) {
  const parts = await findParts(db, sessionId);
  if (!parts) return undefined;
  const { sheet, stored, fallback } = parts;
  const { access = null, parking = null, doorCode = null, notes = null } = stored ?? {};
  const typed = (minutes: number) => momentTyped(minutes, sheet, timeZone);
  const crew = sheet.people.flatMap((person) => (person.kind === "crew" ? [person] : []));
  const values = {
    ...{ access, parking, doorCode, notes },
    calls: crew.map(({ personId }) => {
      const call = stored?.calls.find((it) => it.personId === personId);
      return { personId, ...(call ? typed(call.minutes) : unsaid) };
    }),
    guests: (stored?.guests ?? []).map(({ minutes, ...guest }) => ({
      ...guest,
      ...(minutes === null ? unsaid : typed(minutes)),
    })),
    schedule: (stored?.schedule ?? []).map(({ minutes, what }) => ({ ...typed(minutes), what })),
    breaks: (stored?.breaks ?? []).map(({ minutes, ...rest }) => ({ ...typed(minutes), ...rest })),
  } satisfies CallSheetValues;
  const names = crew.map(({ personId, name, trade }) => ({ personId, name, trade }));
  return { sheet, values, fallback, crew: names };
}

const unsaid = { time: null, day: 0 };

/** Writes what the form says. False where there is no such session. */
export async function writeCallSheet(
  db: StudioDb,
  sessionId: string,
  values: CallSheetValues,
  timeZone: string,
): Promise<boolean> {
  // Held, so that two who write at once do it one after the other.
  const [session] = await db
    .select({ startsAt: sessions.startsAt, endsAt: sessions.endsAt })
    .from(sessions)
    .where(eq(sessions.id, sessionId))
    .for("no key update");
  if (!session) return false;
  const crew = await listCalled(db, sessionId);
  const minutes = (typed: TypedMoment) => minutesFromStart(typed, session, timeZone);
  const { access, parking, doorCode, notes } = values;
  const written = {
    ...{ access, parking, doorCode, notes },
    calls: values.calls.flatMap(({ personId, time, day }) =>
      time !== null && crew.some((it) => it.personId === personId)
        ? [{ personId, minutes: minutes({ time, day }) }]
        : [],
    ),
    guests: values.guests.map(({ time, day, ...guest }) => ({
      ...guest,
      minutes: time === null ? null : minutes({ time, day }),
    })),
    schedule: values.schedule
      .map(({ time, day, what }) => ({ minutes: minutes({ time, day }), what }))
      .toSorted((a, b) => a.minutes - b.minutes),
    breaks: values.breaks
      .map(({ time, day, ...rest }) => ({ minutes: minutes({ time, day }), ...rest }))
      .toSorted((a, b) => a.minutes - b.minutes),
  };
  await db
    .insert(callSheets)
    .values({ sessionId, ...written })
    .onConflictDoUpdate({ target: [callSheets.studioId, callSheets.sessionId], set: written });
  return true;
}

async function findParts(db: StudioDb, sessionId: string) {
  const [session, [stored], [studio], crew] = await Promise.all([
    findSession(db, sessionId),
    db.select().from(callSheets).where(eq(callSheets.sessionId, sessionId)),
    db
      .select({
        ...{ legalName: settings.legalName, accent: settings.accent, address: settings.address },
        ...{ phone: settings.phone, email: settings.email, access: settings.access },
        ...{ parking: settings.parking, doorCode: settings.doorCode },
      })
      .from(settings),
    listCalled(db, sessionId),
  ]);
  if (!session) return undefined;
  if (!studio) throw new Error("the studio has no settings");
  const { access, parking, doorCode, ...letterhead } = studio;
  const fallback = { access, parking, doorCode, notes: session.notes };
  return { sheet: sheetOf(session, stored, letterhead, fallback, crew), stored, fallback };
}

function sheetOf(
  session: Session,
  stored: Stored | undefined,
  studio: CallSheet["studio"],
  fallback: Pick<CallSheet, "access" | "parking" | "doorCode" | "notes">,
  crew: Awaited<ReturnType<typeof listCalled>>,
): CallSheet {
  const { id, kind, state, startsAt, endsAt, updatedAt } = session;
  const at = (minutes: number | null | undefined) => after(startsAt, minutes ?? 0);
  const called: CalledPerson[] = [
    ...crew.map((person) => ({
      kind: "crew" as const,
      ...person,
      callAt: at(stored?.calls.find((it) => it.personId === person.personId)?.minutes),
    })),
    ...(stored?.guests ?? []).map(({ name, role, phone, minutes }) => ({
      kind: "guest" as const,
      ...{ name, role, phone, callAt: at(minutes) },
    })),
  ];
  return {
    ...{ id, kind, state, startsAt, endsAt, studio },
    room: session.room.name,
    client: session.client.name,
    project: session.project?.title ?? null,
    access: stored?.access ?? fallback.access,
    parking: stored?.parking ?? fallback.parking,
    doorCode: stored?.doorCode ?? fallback.doorCode,
    notes: stored?.notes ?? fallback.notes,
    people: called.toSorted((a, b) => a.callAt.getTime() - b.callAt.getTime()),
    schedule: (stored?.schedule ?? []).map(({ minutes, what }) => ({ at: at(minutes), what })),
    breaks: (stored?.breaks ?? []).map(({ minutes, length, what }) => ({
      ...{ at: at(minutes), until: at(minutes + length), what },
    })),
    units: session.units,
    changedAt: stored && stored.updatedAt > updatedAt ? stored.updatedAt : updatedAt,
  };
}

/** The session's crew with what they are reached by, in the order in which they were booked. */
function listCalled(db: StudioDb, sessionId: string) {
  const { personId, role } = allocations;
  return db
    .select({
      ...{ personId: people.id, name: people.name, phone: people.phone, email: people.email },
      trade: sql<CrewRole>`${role}`,
    })
    .from(allocations)
    .innerJoin(people, ofAllocation(people, personId))
    .where(and(eq(allocations.sessionId, sessionId), isNotNull(personId)))
    .orderBy(asc(allocations.id));
}
