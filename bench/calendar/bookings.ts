import { bookSession } from "#app/features/sessions/sessions.server.ts";
import { clients, people, rooms, sessions } from "#db/schema/studio/index.ts";
import type { Studio } from "#db/studio.server.ts";
import { CLOCK } from "./week.ts";

export const BOOKERS = 32;
const DAY = 86_400_000;
/** Beyond what the studio has booked. */
const FIRST_DAY = 60;

type Book = (booker: number) => Promise<void>;

/**
 * Ways to write a session, each call into a slot of its own: `book` as the page does, `insert` as one
 * bare statement. Each booker has a room and a person to themselves.
 */
export async function openBookers(studio: Studio): Promise<{ book: Book; insert: Book }> {
  const { roomIds, personIds, clientId } = await studio.read(async (db) => {
    const [clientRows, roomRows, personRows] = await Promise.all([
      db.select({ id: clients.id }).from(clients).limit(1),
      db.select({ id: rooms.id }).from(rooms).limit(BOOKERS),
      db.select({ id: people.id }).from(people).limit(BOOKERS),
    ]);
    const ids = (rows: { id: string }[]) => rows.map(({ id }) => id);
    return { roomIds: ids(roomRows), personIds: ids(personRows), clientId: first(ids(clientRows)) };
  });
  const today = Math.floor(Date.now() / DAY) * DAY;
  let slots = 0;

  return {
    async book(booker) {
      const personId = first(personIds.slice(booker));
      const { roomId, ...times } = slotOf(booker);
      const booked = await studio.write((db) =>
        bookSession(
          db,
          {
            ...{ roomId, ...times, clientId, projectId: null, kind: "recording" },
            ...{ crew: [{ personId, role: "engineer" }], equipmentIds: [] },
            ...{ priceCents: null, notes: null, state: "confirmed" },
          },
          { timeZone: CLOCK.timeZone, now: new Date() },
        ),
      );
      if (!booked.ok) throw new Error(`refused: ${booked.reason}`);
    },
    async insert(booker) {
      const values = { ...slotOf(booker), clientId, kind: "recording" as const };
      await studio.write((db) => db.insert(sessions).values(values));
    },
  };

  function slotOf(booker: number) {
    slots += 1;
    const startsAt = new Date(today + FIRST_DAY * DAY + slots * 4 * 3_600_000);
    const endsAt = new Date(startsAt.getTime() + 2 * 3_600_000);
    return { roomId: first(roomIds.slice(booker)), startsAt, endsAt };
  }
}

/** So many calls by so many bookers at once; how long each took, in milliseconds. */
export async function timeBookers(book: Book, bookers: number, each: number): Promise<number[]> {
  const times: number[] = [];
  const one = async (_: unknown, booker: number) => {
    for (let n = 0; n < each; n += 1) {
      const begun = performance.now();
      await book(booker);
      times.push(performance.now() - begun);
    }
  };
  await Promise.all(Array.from({ length: bookers }, one));
  return times;
}

function first(ids: string[]): string {
  const [id] = ids;
  if (id === undefined) throw new Error("the studio has too few of them");
  return id;
}
