import { z } from "zod";
import { addDays, instantAt, isDay } from "#app/lib/dates.ts";
import { cents } from "#app/lib/money.ts";
import { optionalText } from "#app/lib/text.ts";
import { askedUnit } from "#app/features/equipment/equipment.ts";
import { priceOf, type RoomRates } from "#app/features/rooms/room.ts";
import type { Timed } from "./studio-day.ts";

export const SESSION_KINDS = [
  "recording",
  "mixing",
  "mastering",
  "rehearsal",
  "lockout",
  "remote",
  "location",
  "visit",
  "dry_hire",
] as const;
export type SessionKind = (typeof SESSION_KINDS)[number];

export const SESSION_STATES = [
  "hold",
  "tentative",
  "confirmed",
  "in_progress",
  "done",
  "cancelled",
  "no_show",
] as const;
export type SessionState = (typeof SESSION_STATES)[number];

/** What a session may be booked as, and come back to after it was cancelled. */
export const BOOKABLE_STATES = ["hold", "tentative", "confirmed"] as const;
export type BookableState = (typeof BOOKABLE_STATES)[number];

/** What people do in a session. */
export const CREW_ROLES = ["engineer", "assistant", "producer", "musician", "technician"] as const;
export type CrewRole = (typeof CREW_ROLES)[number];

/** Who is booked for a session, and as what. */
export type Crew = { personId: string; role: CrewRole };

/** Bounds how far back one must look for what reaches into a day. */
export const LONGEST_SESSION_DAYS = 31;

// What PostgreSQL's integer holds, in whole units of money.
const LARGEST_CENTS = 2_147_483_600;

const timeOfDay = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, "sessions:errors.time");
const calendarDay = z.string().refine(isDay, "common:errors.date");

const timesSchema = z.object({
  day: calendarDay,
  from: timeOfDay,
  to: timeOfDay,
  lastDay: calendarDay.nullable().default(null),
});

/** As a form's field says it: "<person>:<role>". */
const crewEntry = z
  .string()
  .regex(new RegExp(`^[0-9a-f-]{36}:(${CREW_ROLES.join("|")})$`))
  .transform((text): Crew => {
    const [personId = "", role] = text.split(":");
    return { personId, role: role as CrewRole };
  });

export function crewText({ personId, role }: Crew): string {
  return `${personId}:${role}`;
}

/** A session as its form has it. The day and times are the studio's; what is left empty is null. */
export const sessionSchema = z
  .object({
    clientId: z.uuid(),
    projectId: z.uuid().nullable().default(null),
    roomId: z.uuid(),
    kind: z.enum(SESSION_KINDS),
    /** Of a new session; what comes later are steps. */
    state: z.enum(BOOKABLE_STATES).default("confirmed"),
    day: calendarDay,
    from: timeOfDay,
    to: timeOfDay,
    /** Null: the same day, or the next where it ends before it starts. */
    lastDay: calendarDay.nullable().default(null),
    /** Null: by the room's rates. */
    priceCents: cents().pipe(z.number().min(0).max(LARGEST_CENTS)).nullable().default(null),
    notes: optionalText(4_000),
    /** Ticked where one means to book outside of the room's opening hours. */
    outsideHours: z.boolean().default(false),
    crew: z.array(crewEntry).max(60).default([]),
    equipmentIds: z.array(askedUnit).max(200).default([]),
  })
  .superRefine(checkTimes);
export type SessionValues = z.output<typeof sessionSchema>;

/** Where and when, as one types it to move a session. */
export const typedSlotSchema = timesSchema.extend({ roomId: z.uuid() }).superRefine(checkTimes);

export const cancellationSchema = z.object({ reason: optionalText(400) });

type TypedTimes = Pick<SessionValues, "day" | "from" | "to" | "lastDay">;

function checkTimes({ day, from, to, lastDay }: TypedTimes, context: z.RefinementCtx) {
  const refuse = (path: "to" | "lastDay", message: string) =>
    context.addIssue({ code: "custom", path: [path], message: `sessions:errors.${message}` });
  if (from === to && (lastDay ?? day) === day) refuse("to", "empty");
  if (lastDay === null) return;
  if (lastDay < day || (lastDay === day && to < from)) refuse("lastDay", "endsBefore");
  if (lastDay > addDays(day, LONGEST_SESSION_DAYS - 1)) {
    refuse("lastDay", `tooLong?limit=${LONGEST_SESSION_DAYS}`);
  }
}

/** When it starts and ends. Undefined where a spring night skips the time between. */
export function timesOf(
  { day, from, to, lastDay }: TypedTimes,
  timeZone: string,
): Timed | undefined {
  const startsAt = instantAt(day, from, timeZone);
  const endsAt = instantAt(lastDay ?? (to > from ? day : addDays(day, 1)), to, timeZone);
  return startsAt < endsAt ? { startsAt, endsAt } : undefined;
}

/** The same of a form that is being filled; undefined until it says a time. */
export function timesTyped(
  typed: Partial<Record<keyof TypedTimes, string>>,
  timeZone: string,
): Timed | undefined {
  const { success, data } = timesSchema.safeParse(typed);
  return success ? timesOf(data, timeZone) : undefined;
}

export function minutesOf({ startsAt, endsAt }: Timed): number {
  return Math.round((endsAt.getTime() - startsAt.getTime()) / 60_000);
}

/**
 * What the room's rates ask for a session, in cents; null where the room has none. A visit is free, a
 * lockout pays each 24 hours a day of work.
 */
export function proposedPrice(kind: SessionKind, rates: RoomRates, times: Timed): number | null {
  if (kind === "visit") return 0;
  const minutes = minutesOf(times);
  if (kind === "lockout" && rates.dayRateCents !== null) {
    return Math.ceil(minutes / (24 * 60)) * rates.dayRateCents;
  }
  return priceOf(rates, minutes);
}

/** What is worth a word today: not begun though its time came, or not ended though it is over. */
export function isLate(session: Timed & { state: SessionState }, now: Date): boolean {
  const { state, startsAt, endsAt } = session;
  if (state === "in_progress") return endsAt < now;
  return (state === "confirmed" || state === "tentative") && startsAt < now;
}
