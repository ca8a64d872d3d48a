import type { allocations, people, rooms, sessions } from "#db/schema/studio/index.ts";
import { idAt } from "./ids.ts";
import type { Random } from "./random.ts";
import type { RowOf } from "./table.ts";

type Allocation = RowOf<typeof allocations>;
type Session = RowOf<typeof sessions>;
type Room = RowOf<typeof rooms>;
type Person = RowOf<typeof people>;

/** What nobody of the house works in. */
const unattended = new Set<Session["kind"]>(["rehearsal", "dry_hire", "visit"]);

/** The room of each session, as the database would take it, and an engineer who is free then. */
export function makeAllocations(
  sessionRows: readonly Session[],
  roomRows: readonly Room[],
  peopleRows: readonly Person[],
  random: Random,
): Allocation[] {
  const roomOf = new Map(roomRows.map((room) => [room.id, room]));
  const engineers = peopleRows.filter(({ trade }) => trade === "engineer");
  const busyUntil = new Map(engineers.map(({ id }) => [id, 0]));

  function engineerFor({ startsAt, endsAt }: Session): Person | undefined {
    const free = engineers.filter(({ id }) => (busyUntil.get(id) ?? 0) <= startsAt.getTime());
    if (free.length === 0) return undefined;
    const chosen = random.pick(free);
    busyUntil.set(chosen.id, endsAt.getTime());
    return chosen;
  }

  const byStart = [...sessionRows].sort((a, b) => a.startsAt.getTime() - b.startsAt.getTime());
  return byStart.flatMap((session) => {
    const { minutesBefore = 0, minutesAfter = 0 } = roomOf.get(session.roomId) ?? {};
    const { createdAt, updatedAt, startsAt, endsAt, state } = session;
    const row = (what: Partial<Allocation>): Allocation => ({
      id: idAt(createdAt, random),
      ...{ createdAt, updatedAt, sessionId: session.id },
      ...{ roomId: null, personId: null, equipmentId: null, role: null },
      claim: state === "cancelled" ? "none" : "firm",
      takenFrom: startsAt,
      takenUntil: endsAt,
      ...what,
    });
    const room = row({
      roomId: session.roomId,
      takenFrom: new Date(startsAt.getTime() - minutesBefore * 60_000),
      takenUntil: new Date(endsAt.getTime() + minutesAfter * 60_000),
    });
    const isAttended = state !== "cancelled" && !unattended.has(session.kind);
    const engineer = isAttended ? engineerFor(session) : undefined;
    return engineer ? [room, row({ personId: engineer.id, role: "engineer" })] : [room];
  });
}
