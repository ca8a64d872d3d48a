import { and, asc, eq, inArray, isNull, or, sql } from "drizzle-orm";
import { unionAll } from "drizzle-orm/pg-core";
import { clientLinks, clients } from "#db/schema/studio/index.ts";
import type { StudioDb } from "#db/studio.server.ts";
import { clientSchema } from "./client.ts";
import { addClient } from "./clients.server.ts";
import { kindOfOther, sidesOf, type LinkSide, type LinkValues, type Relation } from "./links.ts";

/** More than a page can show. */
const MOST_LISTED = 200;

export type ClientLink = Awaited<ReturnType<typeof listLinks>>[number];

/** With whom a client is linked, seen from them, by name; who was merged into another is not. */
export function listLinks(db: StudioDb, clientId: string) {
  const seen = (side: LinkSide) => {
    const [here, there] =
      side === "has"
        ? [clientLinks.clientId, clientLinks.memberId]
        : [clientLinks.memberId, clientLinks.clientId];
    return db
      .select({
        id: clientLinks.id,
        side: sql<LinkSide>`${side}::text`.as("side"),
        role: clientLinks.role,
        otherId: sql<string>`${clients.id}`.as("other_id"),
        name: clients.name,
        kind: clients.kind,
        isArchived: sql<boolean>`${clients.archivedAt} is not null`.as("is_archived"),
      })
      .from(clientLinks)
      .innerJoin(clients, and(eq(clients.studioId, clientLinks.studioId), eq(clients.id, there)))
      .where(and(eq(here, clientId), isNull(clients.mergedInto)));
  };
  return unionAll(seen("has"), seen("of"))
    .orderBy(asc(clients.name), sql`other_id`)
    .limit(MOST_LISTED);
}

/** `self`: nobody is linked with themselves; `taken`: they are linked so already. */
export type Linking =
  { ok: true; id: string } | { ok: false; because: "self" | "taken" | "unknown" };

/** Links a client with another, who is added where only a name is given. Undefined: no such client. */
export async function addLink(
  db: StudioDb,
  clientId: string,
  { relation, other }: LinkValues,
): Promise<Linking | undefined> {
  const ids = [clientId, ...("id" in other ? [other.id] : [])];
  // In the order of their ids, so that two who link the same clients wait for one another in one order.
  const present = await db
    .select({ id: clients.id })
    .from(clients)
    .where(inArray(clients.id, ids))
    .orderBy(asc(clients.id))
    .for("no key update");
  if (!present.some(({ id }) => id === clientId)) return undefined;
  if (!("id" in other)) {
    const named = clientSchema.parse({ kind: kindOfOther(relation), name: other.name });
    return insert(db, clientId, relation, await addClient(db, named));
  }
  if (other.id === clientId) return { ok: false, because: "self" };
  if (present.length < ids.length) return { ok: false, because: "unknown" };
  return insert(db, clientId, relation, other.id);
}

async function insert(
  db: StudioDb,
  hereId: string,
  relation: Relation,
  otherId: string,
): Promise<Linking> {
  const { side, role } = sidesOf(relation);
  const [clientId, memberId] = side === "has" ? [hereId, otherId] : [otherId, hereId];
  const between = (from: string, to: string) =>
    and(eq(clientLinks.clientId, from), eq(clientLinks.memberId, to), eq(clientLinks.role, role));
  // "Other" is the same from both sides.
  const [taken] = await db
    .select({ id: clientLinks.id })
    .from(clientLinks)
    .where(
      role === "other"
        ? or(between(clientId, memberId), between(memberId, clientId))
        : between(clientId, memberId),
    );
  if (taken) return { ok: false, because: "taken" };
  const [added] = await db
    .insert(clientLinks)
    .values({ clientId, memberId, role })
    .returning({ id: clientLinks.id });
  return { ok: true, id: added!.id };
}

/** Returns what would link them again, seen from the client; undefined where the client has no such link. */
export async function removeLink(
  db: StudioDb,
  clientId: string,
  linkId: string,
): Promise<{ relation: Relation; otherId: string } | undefined> {
  const [link] = await db
    .delete(clientLinks)
    .where(
      and(
        eq(clientLinks.id, linkId),
        or(eq(clientLinks.clientId, clientId), eq(clientLinks.memberId, clientId)),
      ),
    )
    .returning({
      clientId: clientLinks.clientId,
      memberId: clientLinks.memberId,
      role: clientLinks.role,
    });
  if (!link) return undefined;
  return link.clientId === clientId
    ? { relation: `has:${link.role}`, otherId: link.memberId }
    : { relation: `of:${link.role}`, otherId: link.clientId };
}
