import { addDays, dayOf, timeOf } from "#app/lib/dates.ts";
import { moneyText } from "#app/lib/money.ts";
import type { CrewRole, SessionKind } from "./session.ts";
import type { Timed } from "./studio-day.ts";

type Told = Timed & {
  client: { id: string };
  project: { id: string } | null;
  room: { id: string };
  kind: SessionKind;
  priceCents: number | null;
  notes: string | null;
};

/** A session as its form begins with it. */
export function valuesOf(session: Told, timeZone: string, language: string) {
  const { client, project, room, kind, startsAt, endsAt, priceCents, notes } = session;
  const [day, last] = [dayOf(startsAt, timeZone), dayOf(endsAt, timeZone)];
  const [from, to] = [timeOf(startsAt, timeZone), timeOf(endsAt, timeZone)];
  const isSaidByItsEnd = last === (to > from ? day : addDays(day, 1));
  return {
    clientId: client.id,
    projectId: project?.id,
    roomId: room.id,
    ...{ kind, day, from, to, notes },
    lastDay: isSaidByItsEnd ? null : last,
    priceCents: priceCents === null ? null : moneyText(priceCents, language),
  };
}

type Taking = {
  crew: readonly { personId: string; name: string; role: CrewRole }[];
  units: readonly {
    id: string;
    name: string;
    maker: string | null;
    serialNumber: string | null;
  }[];
};

/** Its people and units as a form's tokens. */
export function tokensOf({ crew, units }: Taking) {
  return {
    crew: crew.map(({ personId, name, role }) => ({ value: personId, label: name, choice: role })),
    units: units.map(({ id, name, maker, serialNumber }) => ({
      value: id,
      label: name,
      hint: [maker, serialNumber].filter(Boolean).join(" · "),
    })),
  };
}
