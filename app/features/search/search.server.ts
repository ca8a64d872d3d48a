import { and, asc, desc, eq, gt, inArray, isNull, ne, or } from "drizzle-orm";
import { clients, equipment, people, projects, rooms, sessions } from "#db/schema/studio/index.ts";
import type { StudioDb } from "#db/studio.server.ts";
import { rankedBy } from "#app/features/clients/client-search.server.ts";
import { beginsWith, contains } from "#app/lib/search.server.ts";

/** Of each kind no more than one reads at a glance. */
const OF_EACH = 5;

/**
 * The best of each kind for what was typed: clients by any of their names and contacts, projects by title or
 * client, and of both the sessions that are next; people, rooms and equipment by name.
 */
export async function findAnything(db: StudioDb, typed: string, now: Date) {
  const [found, crew, places, gear] = await Promise.all([
    rankedBy(db, typed, isNull(clients.archivedAt), OF_EACH),
    db
      .select({ id: people.id, name: people.name, trade: people.trade })
      .from(people)
      .where(and(isNull(people.archivedAt), contains(typed, people.name)))
      .orderBy(desc(beginsWith(typed, people.name)), asc(people.name))
      .limit(OF_EACH),
    db
      .select({ id: rooms.id, name: rooms.name })
      .from(rooms)
      .where(and(isNull(rooms.archivedAt), contains(typed, rooms.name)))
      .orderBy(asc(rooms.name))
      .limit(OF_EACH),
    db
      .select({ id: equipment.id, name: equipment.name, maker: equipment.maker })
      .from(equipment)
      .where(
        and(
          isNull(equipment.archivedAt),
          contains(typed, equipment.name, equipment.maker, equipment.serialNumber, equipment.code),
        ),
      )
      .orderBy(desc(beginsWith(typed, equipment.name)), asc(equipment.name), asc(equipment.id))
      .limit(OF_EACH),
  ]);
  const clientIds = found.map(({ id }) => id);
  const planned = await findProjects(db, typed, clientIds);
  const projectIds = planned.map(({ id }) => id);
  const booked = await nextSessions(db, { clientIds, projectIds }, now);
  return {
    clients: found,
    projects: planned,
    sessions: booked,
    people: crew,
    rooms: places,
    equipment: gear,
  };
}

function findProjects(db: StudioDb, typed: string, clientIds: string[]) {
  return db
    .select({ id: projects.id, title: projects.title, client: clients.name })
    .from(projects)
    .innerJoin(
      clients,
      and(eq(clients.studioId, projects.studioId), eq(clients.id, projects.clientId)),
    )
    .where(or(contains(typed, projects.title), inArray(projects.clientId, clientIds)))
    .orderBy(desc(beginsWith(typed, projects.title)), asc(projects.title), asc(projects.id))
    .limit(OF_EACH);
}

function nextSessions(
  db: StudioDb,
  { clientIds, projectIds }: { clientIds: string[]; projectIds: string[] },
  now: Date,
) {
  const { id, startsAt } = sessions;
  return db
    .select({ id, startsAt, client: clients.name, room: rooms.name })
    .from(sessions)
    .innerJoin(
      clients,
      and(eq(clients.studioId, sessions.studioId), eq(clients.id, sessions.clientId)),
    )
    .innerJoin(rooms, and(eq(rooms.studioId, sessions.studioId), eq(rooms.id, sessions.roomId)))
    .where(
      and(
        or(inArray(sessions.clientId, clientIds), inArray(sessions.projectId, projectIds)),
        gt(sessions.endsAt, now),
        ne(sessions.state, "cancelled"),
      ),
    )
    .orderBy(asc(startsAt), asc(id))
    .limit(OF_EACH);
}
