import ICAL from "ical.js";
import { beforeEach, describe, expect, test } from "vitest";
import { clients, outbox, people, rooms, settings } from "#db/schema/studio/index.ts";
import { testPlatform, type TestStudio } from "../../../tests/support/platform.ts";
import { sendCallSheet, listCopies } from "./call-sheet-copies.server.ts";
import { callSheetMails } from "./call-sheet-mails.server.ts";
import { cancelSession } from "./session-steps.server.ts";
import { type Booking, bookSession, restoreSession } from "./sessions.server.ts";
import { moveSession } from "./slot.server.ts";

const { newStudio } = await testPlatform();
const clock = { timeZone: "Europe/Paris", now: new Date("2031-11-01T12:00:00Z") };
const at = (time: string) => new Date(`2031-11-20T${time}:00Z`);

let house: Awaited<ReturnType<typeof furnished>>;
beforeEach(async () => {
  house = await furnished();
});

test("the call sheet goes to those named who have an address, each once, in an appointment of their own", async () => {
  const { send, mails } = house;
  expect(await send(["client", house.ida, house.bo])).toBe(2);
  const sent = await mails();
  expect(sent.map(({ to }) => to).sort()).toEqual(["ida@studio.test", "nadia@band.test"]);
  for (const { kind, values, attachments, to, replyTo } of sent) {
    expect({ kind, replyTo, ...values }).toMatchObject({
      ...{ kind: "call-sheet", what: "sheet", client: "Nadia", room: "A", studio: "Hansa" },
      ...{
        when: expect.stringMatching(/^jeu\. 20 nov\. 2031, 14\sh–18\sh$/) as string,
        replyTo: "hello@hansa.test",
      },
    });
    const { method, event } = appointmentIn(attachments);
    expect(method).toBe("REQUEST");
    expect(event.startDate.toJSDate()).toEqual(at("13:00"));
    expect(event.attendees.map((it) => it.getFirstValue())).toEqual([`mailto:${to}`]);
  }
  // Nobody is told of a client's notes, and the client reads the studio's name.
  const client = appointmentIn(sent.find(({ to }) => to === "nadia@band.test")!.attachments);
  expect(client.event.summary).toContain("Hansa");
  expect(await mails()).toEqual([]);
});

test("a move is told after ten seconds to who has the sheet, and one that was undone to nobody", async () => {
  const { studio, send, mails, move } = house;
  await send([house.ida]);
  await mails();
  await move("15:00", "19:00", ["13:00", "17:00"]);
  const [waiting] = await studio.read((db) => db.select().from(outbox));
  expect(waiting!.dueAt).toEqual(new Date(clock.now.getTime() + 10_000));
  await move("13:00", "17:00", ["15:00", "19:00"]);
  expect(await mails()).toEqual([]);

  await move("15:00", "19:00", ["13:00", "17:00"]);
  const [mail] = await mails();
  expect(mail).toMatchObject({ to: "ida@studio.test", values: { what: "changed" } });
  const { event } = appointmentIn(mail!.attachments);
  expect(event.startDate.toJSDate()).toEqual(at("15:00"));
  expect(event.sequence).toBeGreaterThan(0);
});

test("a cancellation calls the appointment off, and a restored session is told again", async () => {
  const { studio, id, send, mails } = house;
  await send([house.ida]);
  await mails();
  await studio.write((db) => cancelSession(db, id, "ill", clock.now));
  const [cancelled] = await mails();
  expect(cancelled).toMatchObject({ values: { what: "cancelled" } });
  const { method, event } = appointmentIn(cancelled!.attachments);
  expect([method, event.component.getFirstPropertyValue("status")]).toEqual([
    "CANCEL",
    "CANCELLED",
  ]);
  await studio.write((db) => restoreSession(db, id, "confirmed", clock));
  expect(await mails()).toMatchObject([{ values: { what: "changed" } }]);
});

describe("nobody", () => {
  test("is told who never had the sheet", async () => {
    await house.move("15:00", "19:00", ["13:00", "17:00"]);
    expect(await house.studio.read((db) => db.$count(outbox))).toBe(0);
  });

  test("of another studio gets a sheet, or sends this one's", async () => {
    const stranger = await furnished();
    expect(await house.send([stranger.ida])).toBe(0);
    const theirs = stranger.studio.write((db) =>
      sendCallSheet(db, house.id, ["client"], { language: "fr", now: clock.now }),
    );
    expect(await theirs).toBeUndefined();
    expect(await house.studio.read((db) => listCopies(db, house.id))).toEqual([]);
  });
});

function appointmentIn(attachments: readonly { contentType: string; base64: string }[]) {
  const file = attachments.find(({ contentType }) => contentType.startsWith("text/calendar"))!;
  const text = Buffer.from(file.base64, "base64").toString();
  const calendar = new ICAL.Component(ICAL.parse(text) as unknown[]);
  const event = new ICAL.Event(calendar.getFirstSubcomponent("vevent")!);
  return { method: calendar.getFirstPropertyValue("method"), event };
}

async function furnished() {
  const studio: TestStudio = await newStudio();
  const { booking, ida, bo } = await studio.write(async (db) => {
    await db.update(settings).set({ email: "hello@hansa.test" });
    const [room] = await db
      .insert(rooms)
      .values({ name: "A", kind: "live" })
      .returning({ id: rooms.id });
    const [client] = await db
      .insert(clients)
      .values({ name: "Nadia", email: "Nadia@band.test", notes: "owes us money" })
      .returning({ id: clients.id });
    const [one, two] = await db
      .insert(people)
      .values([
        { name: "Ida", trade: "engineer", email: "ida@studio.test" },
        { name: "Bo", trade: "assistant" },
      ])
      .returning({ id: people.id });
    const booking: Booking = {
      ...{ roomId: room!.id, clientId: client!.id, projectId: null, kind: "recording" },
      ...{ startsAt: at("13:00"), endsAt: at("17:00"), priceCents: null, notes: "secret" },
      crew: [
        { personId: one!.id, role: "engineer" },
        { personId: two!.id, role: "assistant" },
      ],
      equipmentIds: [],
    };
    return { booking, ida: one!.id, bo: two!.id };
  });
  const booked = await studio.write((db) =>
    bookSession(db, { ...booking, state: "confirmed" }, clock),
  );
  if (!booked.ok) throw new Error(booked.reason);
  const { id } = booked;
  return {
    ...{ studio, id, ida, bo },
    send: (to: string[]) =>
      studio.write((db) => sendCallSheet(db, id, to, { language: "fr", now: clock.now })),
    /** The mails that the session's errand says now. */
    mails: () =>
      studio.write(async (db) => {
        await db.delete(outbox);
        return callSheetMails(db, { sessionId: id }, { name: "Hansa" });
      }),
    move: (from: string, to: string, [seenFrom, seenTo]: [string, string]) =>
      studio.write((db) =>
        moveSession(
          db,
          id,
          {
            ...{ startsAt: at(from), endsAt: at(to) },
            seen: { startsAt: at(seenFrom), endsAt: at(seenTo) },
          },
          clock,
        ),
      ),
  };
}
