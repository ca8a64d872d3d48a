import { expect, test } from "vitest";
import { clients, projects, rooms, sessions } from "#db/schema/studio/index.ts";
import type { SessionState } from "#app/features/sessions/session.ts";
import { testPlatform } from "../../../tests/support/platform.ts";
import { listLate, listNext, listOverdueProjects, sumFigures } from "./today.server.ts";

const { newStudio } = await testPlatform();

const now = new Date("2026-11-20T12:00:00Z");
const hour = (n: number) => new Date(now.getTime() + n * 3_600_000);

test("what is next and what is late is listed, the soonest and the longest late first", async () => {
  const { studio, book } = await studioWithRoom();
  await book(-30, -28, "confirmed");
  await book(-9, -7, "done");
  await book(-6, -4, "in_progress");
  await book(-1, 1, "in_progress");
  await book(5, 6, "tentative");
  await book(3, 4, "confirmed");
  await book(7, 8, "cancelled");
  const [next, late] = await studio.read((db) =>
    Promise.all([listNext(db, now), listLate(db, now)]),
  );
  expect(next.map(({ startsAt }) => startsAt)).toEqual([hour(3), hour(5)]);
  expect(late.map(({ startsAt, state }) => [startsAt, state])).toEqual([
    [hour(-30), "confirmed"],
    [hour(-6), "in_progress"],
  ]);
});

test("figures count what lies in their span, and nothing that was cancelled", async () => {
  const { studio, book } = await studioWithRoom();
  await book(-50, -46, "done");
  await book(-2, 2, "in_progress");
  await book(3, 5, "cancelled");
  await book(6, 7, "no_show");
  const today = { from: hour(-1), until: hour(23) };
  const figures = await studio.read((db) =>
    sumFigures(db, {
      today,
      week: { from: hour(-48), until: hour(120) },
      month: { from: hour(-100), until: hour(10) },
      monthBefore: { from: hour(-800), until: hour(-700) },
    }),
  );
  expect(figures).toEqual({
    todayMinutes: 4 * 60,
    weekMinutes: 7 * 60,
    minutesBefore: 2 * 60,
    daysBefore: 30,
    monthCents: 2 * 100_00,
    monthBeforeCents: 0,
  });
});

test("a studio without sessions has figures of zero, and none of another's", async () => {
  const { book } = await studioWithRoom();
  await book(-1, 1, "confirmed");
  const empty = await newStudio();
  const span = { from: hour(-24), until: hour(24) };
  const [figures, next, late] = await empty.read((db) =>
    Promise.all([
      sumFigures(db, { today: span, week: span, month: span, monthBefore: span }),
      listNext(db, hour(-24)),
      listLate(db, now),
    ]),
  );
  expect(figures).toMatchObject({ todayMinutes: 0, weekMinutes: 0, monthCents: 0 });
  expect([next, late]).toEqual([[], []]);
});

test("projects under way whose day has passed are overdue", async () => {
  const { studio, clientId } = await studioWithRoom();
  const project = { clientId, kind: "album" } as const;
  await studio.write((db) =>
    db.insert(projects).values([
      { ...project, title: "Late", dueOn: "2026-11-19" },
      { ...project, title: "Due today", dueOn: "2026-11-20" },
      { ...project, title: "Delivered", dueOn: "2026-11-01", state: "delivered" },
      { ...project, title: "No day" },
    ]),
  );
  expect(await studio.read((db) => listOverdueProjects(db, "2026-11-20"))).toEqual([
    { id: expect.any(String), title: "Late", dueOn: "2026-11-19", client: "Nadia" },
  ]);
});

async function studioWithRoom() {
  const studio = await newStudio();
  const ids = await studio.write(async (db) => {
    const [room] = await db
      .insert(rooms)
      .values({ name: "Studio A", kind: "live" })
      .returning({ id: rooms.id });
    const [client] = await db
      .insert(clients)
      .values({ name: "Nadia" })
      .returning({ id: clients.id });
    return { roomId: room!.id, clientId: client!.id };
  });
  const book = (from: number, until: number, state: SessionState) =>
    studio.write((db) =>
      db.insert(sessions).values({
        ...ids,
        kind: "recording",
        state,
        startsAt: hour(from),
        endsAt: hour(until),
        priceCents: 100_00,
        cancelledAt: state === "cancelled" ? now : null,
      }),
    );
  return { studio, clientId: ids.clientId, book };
}
