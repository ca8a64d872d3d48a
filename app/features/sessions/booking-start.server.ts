import type { StudioDb } from "#db/studio.server.ts";
import { findClient } from "#app/features/clients/clients.server.ts";
import { findProject } from "#app/features/projects/projects.server.ts";
import { instantAt } from "#app/lib/dates.ts";
import type { BookingClock } from "./booking-check.server.ts";
import { readSlot, slotText } from "./calendar.ts";
import { findCopy } from "./copies.server.ts";
import { tokensOf, valuesOf } from "./session-values.ts";
import { findWaiting } from "./waiting.server.ts";

type Asked = {
  clientId: string | undefined;
  projectId: string | undefined;
  roomId: string | undefined;
  slot: { day: string; time: string } | undefined;
  copyId: string | undefined;
  waitingId: string | undefined;
};

/** What a booking's form begins with: a copy of a session, somebody's wish, or what the address says. */
export async function startOfBooking(
  db: StudioDb,
  asked: Asked,
  clock: BookingClock,
  language: string,
) {
  const { copyId, waitingId } = asked;
  return (
    (copyId && (await startOfCopy(db, copyId, clock, language))) ||
    (waitingId && (await startOfWaiting(db, waitingId, asked, clock))) ||
    startOfAsked(db, asked)
  );
}

const nothing = { crew: [], units: [], copied: null, waiting: null };

async function startOfCopy(db: StudioDb, id: string, clock: BookingClock, language: string) {
  const copy = await findCopy(db, id, clock);
  if (!copy) return undefined;
  return {
    ...{ ...nothing, ...tokensOf(copy), copied: copy.copied },
    values: valuesOf(copy, clock.timeZone, language),
    client: optionOf(copy.client),
    project: copy.project && optionOf({ id: copy.project.id, name: copy.project.title }),
  };
}

async function startOfWaiting(
  db: StudioDb,
  id: string,
  { roomId, slot }: Asked,
  { timeZone }: BookingClock,
) {
  const waiting = await findWaiting(db, id);
  if (!waiting || waiting.closedAt) return undefined;
  const { client, project, kind, note, minutes, earliestDay } = waiting;
  const startsAt = slot && instantAt(slot.day, slot.time, timeZone);
  const end = startsAt && readSlot(slotText(new Date(+startsAt + minutes * 60_000), timeZone));
  return {
    ...nothing,
    waiting: client.name,
    values: {
      ...{ clientId: client.id, projectId: project?.id, roomId: roomId ?? waiting.roomId },
      ...{ kind, notes: note, waitingId: id },
      ...{ day: slot?.day ?? earliestDay, from: slot?.time, to: end?.time },
    },
    client: optionOf(client),
    project: project && optionOf({ id: project.id, name: project.title }),
  };
}

async function startOfAsked(db: StudioDb, { clientId, projectId, roomId, slot }: Asked) {
  const project = projectId === undefined ? undefined : await findProject(db, projectId);
  const wanted = project?.clientId ?? clientId;
  const client = wanted === undefined ? undefined : await findClient(db, wanted);
  return {
    ...nothing,
    values: {
      ...{ clientId: client?.id, projectId: project?.id, roomId },
      ...(slot && { day: slot.day, from: slot.time }),
    },
    client: client ? optionOf(client) : null,
    project: project ? optionOf({ id: project.id, name: project.title }) : null,
  };
}

function optionOf({ id, name }: { id: string; name: string }) {
  return { value: id, label: name };
}
