import { z } from "zod";
import { cents } from "#app/lib/money.ts";
import { isDay } from "#app/lib/dates.ts";
import { optionalText } from "#app/lib/text.ts";
import type { RoomRates } from "#app/features/rooms/room.ts";
import { proposedPrice, type SessionKind } from "./session.ts";

export const ENTRY_KINDS = ["booked", "overtime", "manual"] as const;
export type EntryKind = (typeof ENTRY_KINDS)[number];

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

/** Studios charge by quarters of an hour that were begun. */
export const STEP_MINUTES = 15;

type Span = { startedAt: Date; endedAt: Date };

/** What the clock measured, cut where the booked time ends: what lies behind it is overtime. Half-open. */
export function splitAt(
  { startedAt, endedAt }: Span,
  bookedEnd: Date,
): (Span & { kind: "booked" | "overtime" })[] {
  const parts = [
    { kind: "booked" as const, startedAt, endedAt: earlier(endedAt, bookedEnd) },
    { kind: "overtime" as const, startedAt: later(startedAt, bookedEnd), endedAt },
  ];
  return parts.filter((part) => part.startedAt < part.endedAt);
}

/** Of elapsed time, in whole minutes: a change of the clocks makes no hour longer. */
export function minutesBetween({ startedAt, endedAt }: Span): number {
  return Math.floor((endedAt.getTime() - startedAt.getTime()) / MINUTE);
}

/** So many minutes as they are charged: each quarter of an hour that was begun. */
export function chargedMinutes(minutes: number): number {
  return Math.ceil(minutes / STEP_MINUTES) * STEP_MINUTES;
}

type Terms = { kind: SessionKind; rates: RoomRates; overtimePercent: number };

/**
 * What is charged for `minutes` by the clock where `before` of the same kind are charged already: pauses
 * make the sum no higher, since quarters and prices are of the sum. Booked time costs what the room's
 * rates ask (days, half days, hours), overtime its hourly rate by the studio's percentage. Cents are
 * null where the room has no such rate.
 */
export function billOf(
  part: "booked" | "overtime",
  { minutes, before }: { minutes: number; before: number },
  terms: Terms,
): { billedMinutes: number; amountCents: number | null } {
  const [from, to] = [chargedMinutes(before), chargedMinutes(before + minutes)];
  const price = part === "booked" ? bookedPrice : overtimePrice;
  const [earlierCents, cents] = [price(from, terms), price(to, terms)];
  return {
    billedMinutes: to - from,
    amountCents: cents === null || earlierCents === null ? null : Math.max(0, cents - earlierCents),
  };
}

/** An hour of overtime in whole cents; null where the room has no hourly rate. */
export function overtimeRate({ kind, rates, overtimePercent }: Terms): number | null {
  if (kind === "visit") return 0;
  const { hourlyRateCents } = rates;
  return hourlyRateCents === null ? null : Math.round((hourlyRateCents * overtimePercent) / 100);
}

function bookedPrice(minutes: number, { kind, rates }: Terms): number | null {
  const times = { startsAt: new Date(0), endsAt: new Date(minutes * MINUTE) };
  return proposedPrice(kind, rates, times);
}

function overtimePrice(minutes: number, terms: Terms): number | null {
  const rate = overtimeRate(terms);
  return rate === null ? null : Math.round((rate * minutes) / 60);
}

/** What was written by hand is charged as it was written, to the minute. */
export function manualBill(minutes: number, rateCents: number | null) {
  return {
    billedMinutes: minutes,
    amountCents: rateCents === null ? null : Math.round((rateCents * minutes) / 60),
  };
}

type Clocked = { kind: EntryKind; startedAt: Date; endedAt: Date | null };

/** How long the clock has run until now, pauses left out, in milliseconds. */
export function elapsedMs(entries: readonly Clocked[], now: Date): number {
  return entries
    .filter(({ kind }) => kind !== "manual")
    .reduce((sum, { startedAt, endedAt }) => sum + Math.max(0, +(endedAt ?? now) - +startedAt), 0);
}

/** The minutes beyond the booked end until now, whole ones. */
export function overtimeMinutes(entries: readonly Clocked[], bookedEnd: Date, now: Date): number {
  const parts = entries
    .filter(({ kind }) => kind !== "manual")
    .flatMap(({ kind, startedAt, endedAt }) =>
      kind === "overtime"
        ? [{ kind, startedAt, endedAt: endedAt ?? now }]
        : endedAt === null
          ? splitAt({ startedAt, endedAt: now }, bookedEnd)
          : [],
    );
  const ms = parts
    .filter(({ kind }) => kind === "overtime")
    .reduce((sum, { startedAt, endedAt }) => sum + (+endedAt - +startedAt), 0);
  return Math.floor(ms / MINUTE);
}

/** A clock that runs for longer than a day was left running. */
export function isForgotten({ startedAt }: { startedAt: Date }, now: Date): boolean {
  return now.getTime() - startedAt.getTime() > DAY;
}

export type EntrySums = { minutes: number; billedMinutes: number; amountCents: number };

/** What the entries that have ended come to. */
export function sumsOf(
  entries: readonly (Clocked & { billedMinutes: number | null; amountCents: number | null })[],
): EntrySums {
  const sums = { minutes: 0, billedMinutes: 0, amountCents: 0 };
  for (const { startedAt, endedAt, billedMinutes, amountCents } of entries) {
    if (endedAt === null) continue;
    sums.minutes += minutesBetween({ startedAt, endedAt });
    sums.billedMinutes += billedMinutes ?? 0;
    sums.amountCents += amountCents ?? 0;
  }
  return sums;
}

const timeOfDay = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, "sessions:errors.time");

/** An entry as its form has it; it ends the next day where it ends before it starts. */
export const entrySchema = z
  .object({
    day: z.string().refine(isDay, "common:errors.date"),
    from: timeOfDay,
    to: timeOfDay,
    personId: z.uuid().nullable().default(null),
    /** Of an hour. Null: the room's. */
    rateCents: cents().pipe(z.number().min(0).max(100_000_00)).nullable().default(null),
    note: optionalText(400),
  })
  .refine(({ from, to }) => from !== to, { path: ["to"], error: "sessions:errors.empty" });
export type EntryValues = z.output<typeof entrySchema>;

export const EXTENSIONS = [30, 60] as const;

const instant = z.iso.datetime().transform((text) => new Date(text));

/** By how much a session is made longer, and when it ended as the person saw it. */
export const extensionSchema = z.object({
  minutes: z.coerce.number().pipe(z.union(EXTENSIONS.map((it) => z.literal(it)))),
  seenStartsAt: instant,
  seenEndsAt: instant,
});

function earlier(a: Date, b: Date): Date {
  return a < b ? a : b;
}

function later(a: Date, b: Date): Date {
  return a > b ? a : b;
}
