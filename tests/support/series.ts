import { asc, isNotNull } from "drizzle-orm";
import { clients, equipment, people, rooms, sessions } from "#db/schema/studio/index.ts";
import { readRule } from "#app/features/sessions/recurrence.ts";
import { changeFollowing } from "#app/features/sessions/series-changes.server.ts";
import { bookSeries } from "#app/features/sessions/series.server.ts";
import type { BookableState } from "#app/features/sessions/session.ts";
import { type Booking, bookSession } from "#app/features/sessions/sessions.server.ts";
import { instantAt } from "#app/lib/dates.ts";
import type { TestStudio, testPlatform } from "./platform.ts";

export const zone = "Europe/Paris";
export const clock = { timeZone: zone, now: new Date("2027-02-01T12:00:00Z") };
export const on = (day: string, time: string) => instantAt(day, time, zone);
export const fiveTuesdays = "FREQ=WEEKLY;BYDAY=TU;COUNT=5";
export const tuesdays = ["2027-03-16", "2027-03-23", "2027-03-30", "2027-04-06", "2027-04-13"];

export function book(
  studio: TestStudio,
  booking: Booking,
  rule: string,
  agreed: string[] | undefined,
  state: BookableState = "confirmed",
) {
  return studio.write((db) => bookSeries(db, { ...booking, state }, ruleOf(rule), agreed, clock));
}

export function change(studio: TestStudio, id: string, to: Booking, agreed: string[] | undefined) {
  return studio.write((db) => changeFollowing(db, id, to, agreed, clock));
}

export async function bookOne(studio: TestStudio, booking: Booking, day: string) {
  const times = { startsAt: on(day, "10:00"), endsAt: on(day, "12:00") };
  const crewless = {
    ...booking,
    ...times,
    crew: [],
    equipmentIds: [],
    state: "confirmed" as const,
  };
  return idOf(await studio.write((db) => bookSession(db, crewless, clock)));
}

export function idOf(booked: { ok: boolean; id?: string; reason?: string }): string {
  if (!booked.id) throw new Error(`it was not booked: ${booked.reason}`);
  return booked.id;
}

export function ruleOf(text: string) {
  const rule = readRule(text);
  if (!rule) throw new Error(`no rule: ${text}`);
  return rule;
}

export function occurrences(studio: TestStudio) {
  return studio.read((db) =>
    db
      .select()
      .from(sessions)
      .where(isNotNull(sessions.seriesId))
      .orderBy(asc(sessions.occurrenceDay)),
  );
}

type Work = Parameters<TestStudio["write"]>[0];

/** How many statements some work sends. */
export async function counted(studio: TestStudio, work: Work): Promise<number> {
  let statements = 0;
  await studio.write((db) => {
    const { session } = db as unknown as {
      session: { prepareQuery: (...all: unknown[]) => unknown };
    };
    const prepare = session.prepareQuery.bind(session);
    session.prepareQuery = (...all) => {
      statements += 1;
      return prepare(...all);
    };
    return work(db);
  });
  return statements;
}

type NewStudio = Awaited<ReturnType<typeof testPlatform>>["newStudio"];

/** A studio with three rooms, an engineer, an assistant, a microphone, and a booking on 16 March. */
export async function houseIn(newStudio: NewStudio, wish: Parameters<NewStudio>[0] = {}) {
  const studio = await newStudio(wish);
  return studio.write(async (db) => {
    const all = await db
      .insert(rooms)
      .values(["A", "B", "C"].map((name) => ({ name, kind: "live" as const })))
      .returning({ id: rooms.id });
    const [client] = await db
      .insert(clients)
      .values({ name: "Nadia" })
      .returning({ id: clients.id });
    const [ida, zoe] = await db
      .insert(people)
      .values([
        { name: "Ida Ferrand", trade: "engineer" },
        { name: "Zoé Caron", trade: "assistant" },
      ])
      .returning({ id: people.id });
    const [unit] = await db
      .insert(equipment)
      .values({ name: "U 47", kind: "microphone" })
      .returning({ id: equipment.id });
    const booking: Booking = {
      roomId: all[0]!.id,
      clientId: client!.id,
      projectId: null,
      kind: "recording",
      startsAt: on("2027-03-16", "10:00"),
      endsAt: on("2027-03-16", "12:00"),
      priceCents: null,
      notes: null,
      crew: [{ personId: ida!.id, role: "engineer" }],
      equipmentIds: [unit!.id],
    };
    return { studio, booking, rooms: all.map(({ id }) => id), zoe: zoe!.id };
  });
}
