import { and, count, desc, eq, inArray, isNull, sql, type SQL } from "drizzle-orm";
import type { PgColumn, PgTable } from "drizzle-orm/pg-core";
import {
  clientAddresses,
  clientContacts,
  clientLinks,
  clientMerges,
  clientNotes,
  clients,
  projects,
  sessions,
} from "#db/schema/studio/index.ts";
import type { StudioDb } from "#db/studio.server.ts";

/** True of a row `t` that says again what the client has already: it stays where it is. */
type Repeats = (clientId: string) => SQL;

const repeatsLink =
  (end: "client_id" | "member_id", other: "member_id" | "client_id"): Repeats =>
  (id) => sql`t.${sql.identifier(other)} = ${id} or exists (select from ${clientLinks} k
    where k.${sql.identifier(end)} = ${id} and k.role = t.role
      and k.${sql.identifier(other)} = t.${sql.identifier(other)})`;

const never: Repeats = () => sql`false`;

/** Whatever names a client and goes with them when they become another; a test finds what is forgotten. */
export const CLIENT_REFERENCES: Record<string, Repeats> = {
  "client_contacts.client_id": (id) => sql`exists (select from ${clientContacts} k
    where k.client_id = ${id} and k.kind = t.kind and k.key = t.key)`,
  "client_addresses.client_id": (id) => sql`exists (select from ${clientAddresses} k
    where k.client_id = ${id}
      and (k.street, k.postal_code, k.city) is not distinct from (t.street, t.postal_code, t.city))`,
  "client_links.client_id": repeatsLink("client_id", "member_id"),
  "client_links.member_id": repeatsLink("member_id", "client_id"),
  "client_notes.client_id": never,
  "leads.client_id": never,
  "projects.client_id": never,
  "sessions.client_id": never,
  "series.client_id": never,
  "waiting.client_id": never,
  "feeds.client_id": never,
};

/** What says how it was with the one who went, and stays with them. */
export const LEFT_BEHIND = [
  "clients.merged_into",
  "client_merges.kept_id",
  "client_merges.gone_id",
  "departures.client_id",
  "departures.left_client_id",
];

export type Merging =
  { ok: true; mergeId: string } | { ok: false; reason: "missing" | "same" | "merged" };

/**
 * Makes one client of two: all that was booked, noted and linked for `goneId` becomes `keptId`'s, by whom what
 * they had is kept and what they lacked filled in. The other's row stays, archived, for its history and for
 * `undoMerge`. Two at once take turns.
 */
export async function mergeClients(
  db: StudioDb,
  { keptId, goneId }: { keptId: string; goneId: string },
): Promise<Merging> {
  if (keptId === goneId) return { ok: false, reason: "same" };
  const pair = await lockBoth(db, keptId, goneId);
  const [kept, gone] = [pair.get(keptId), pair.get(goneId)];
  if (!kept || !gone) return { ok: false, reason: "missing" };
  if (kept.mergedInto || gone.mergedInto) return { ok: false, reason: "merged" };

  const moved: Record<string, string[]> = {};
  for (const [reference, repeats] of Object.entries(CLIENT_REFERENCES)) {
    const ids = await moveRows(db, reference, { from: goneId, to: keptId, but: repeats(keptId) });
    if (ids.length > 0) moved[reference] = ids;
  }
  const after = united(kept, gone);
  const before = Object.fromEntries(
    Object.keys(after).map((name) => [name, kept[name as keyof Kept]]),
  );
  if (Object.keys(after).length > 0) {
    await db.update(clients).set(after).where(eq(clients.id, keptId));
  }
  await db
    .update(clients)
    .set({ mergedInto: keptId, archivedAt: sql`coalesce(${clients.archivedAt}, now())` })
    .where(eq(clients.id, goneId));
  const [merge] = await db
    .insert(clientMerges)
    .values({ keptId, goneId, moved, before, after })
    .returning({ id: clientMerges.id });
  return { ok: true, mergeId: merge!.id };
}

export type MergeUndoing =
  { ok: true; goneId: string } | { ok: false; reason: "missing" | "undone" | "merged" };

/**
 * Parts two clients again: what came from the other and is still here goes back, and what the merge filled in
 * is taken out where nobody has changed it since. Who was merged into a third must be parted from them first.
 */
export async function undoMerge(
  db: StudioDb,
  { keptId, mergeId }: { keptId: string; mergeId: string },
): Promise<MergeUndoing> {
  const [merge] = await db
    .select()
    .from(clientMerges)
    .where(and(eq(clientMerges.id, mergeId), eq(clientMerges.keptId, keptId)))
    .for("update");
  if (!merge) return { ok: false, reason: "missing" };
  if (merge.undoneAt) return { ok: false, reason: "undone" };
  const pair = await lockBoth(db, keptId, merge.goneId);
  const kept = pair.get(keptId)!;
  if (kept.mergedInto) return { ok: false, reason: "merged" };

  for (const reference of Object.keys(CLIENT_REFERENCES)) {
    const ids = merge.moved[reference] ?? [];
    const back = { from: keptId, to: merge.goneId, but: sql`not ${isOneOf(ids)}`, steps: -BEHIND };
    if (ids.length > 0) await moveRows(db, reference, back);
  }
  const unchanged = Object.entries(merge.after).filter(
    ([name, value]) => JSON.stringify(kept[name as keyof Kept]) === JSON.stringify(value),
  );
  if (unchanged.length > 0) {
    const restored = Object.fromEntries(unchanged.map(([name]) => [name, merge.before[name]]));
    await db.update(clients).set(restored).where(eq(clients.id, keptId));
  }
  const wasArchived = sql`case when ${clients.archivedAt} < ${merge.createdAt.toISOString()}::timestamptz
    then ${clients.archivedAt} end`;
  await db
    .update(clients)
    .set({ mergedInto: null, archivedAt: wasArchived })
    .where(eq(clients.id, merge.goneId));
  await db
    .update(clientMerges)
    .set({ undoneAt: sql`now()` })
    .where(eq(clientMerges.id, mergeId));
  return { ok: true, goneId: merge.goneId };
}

/** Who was merged into the client and not parted again, the latest first. */
export function listMerges(db: StudioDb, keptId: string) {
  return db
    .select({
      id: clientMerges.id,
      goneId: clientMerges.goneId,
      name: clients.name,
      at: clientMerges.createdAt,
    })
    .from(clientMerges)
    .innerJoin(
      clients,
      and(eq(clients.studioId, clientMerges.studioId), eq(clients.id, clientMerges.goneId)),
    )
    .where(and(eq(clientMerges.keptId, keptId), isNull(clientMerges.undoneAt)))
    .orderBy(desc(clientMerges.createdAt));
}

/** How much of each kind would become another's. */
export async function countOwned(db: StudioDb, clientId: string) {
  const countOf = async (table: PgTable, column: PgColumn) => {
    const [row] = await db.select({ count: count() }).from(table).where(eq(column, clientId));
    return row!.count;
  };
  const [booked, planned, noted] = await Promise.all([
    countOf(sessions, sessions.clientId),
    countOf(projects, projects.clientId),
    countOf(clientNotes, clientNotes.clientId),
  ]);
  return { sessions: booked, projects: planned, notes: noted };
}

type Kept = Awaited<ReturnType<typeof lockBoth>> extends Map<string, infer Row> ? Row : never;

async function lockBoth(db: StudioDb, one: string, other: string) {
  const { id, kind, givenName, familyName, alias, organisation, jobTitle, notes, isVip } = clients;
  const { language, depositPercent, tags, genres, instruments, custom, card, cardUid, mergedInto } =
    clients;
  const rows = await db
    .select({
      ...{ id, kind, givenName, familyName, alias, organisation, jobTitle, notes, isVip },
      ...{ language, depositPercent, tags, genres, instruments, custom, card, cardUid, mergedInto },
    })
    .from(clients)
    .where(inArray(id, [one, other]))
    // In one order, so that two merges of the same pair do not wait for each other.
    .orderBy(id)
    .for("update");
  return new Map(rows.map((row) => [row.id, row]));
}

/** What the merge changes in who is kept. */
function united(kept: Kept, gone: Kept): Partial<Kept> {
  const alone = ["givenName", "familyName", "alias", "organisation", "jobTitle"] as const;
  const more = ["language", "depositPercent", "card", "cardUid"] as const;
  const blanks = [...alone, ...more].filter((name) => kept[name] === null && gone[name] !== null);
  const lists = (["tags", "genres", "instruments"] as const).flatMap((name) => {
    const all = [...new Set([...kept[name], ...gone[name]])];
    return all.length > kept[name].length ? [[name, all]] : [];
  });
  const custom = { ...gone.custom, ...kept.custom };
  const notes = [kept.notes, gone.notes].filter(Boolean).join("\n\n");
  return {
    ...Object.fromEntries(blanks.map((name) => [name, gone[name]])),
    ...(Object.fromEntries(lists) as Partial<Kept>),
    ...(Object.keys(custom).length > Object.keys(kept.custom).length && { custom }),
    ...(gone.notes && gone.notes !== kept.notes && { notes }),
    ...(gone.isVip && !kept.isVip && { isVip: true }),
  };
}

/** Far enough that what came from another stands behind one's own. */
const BEHIND = 1_000;
const ORDERED = ["client_contacts", "client_addresses"];

interface Way {
  from: string;
  to: string;
  /** Of a row `t`: it stays. */
  but: SQL;
  steps?: number;
}

async function moveRows(db: StudioDb, reference: string, { from, to, but, steps = BEHIND }: Way) {
  const [table = "", column = ""] = reference.split(".");
  const name = sql.identifier(column);
  const place = ORDERED.includes(table) ? sql`, position = position + ${steps}` : sql``;
  const rows = await db.execute<{ id: string }>(sql`
    update ${sql.identifier(table)} t set ${name} = ${to}${place}
    where t.${name} = ${from} and not (${but}) returning t.id`);
  return rows.map(({ id }) => id);
}

function isOneOf(ids: readonly string[]): SQL {
  return sql`(t.id in (select value::uuid from jsonb_array_elements_text(${JSON.stringify(ids)}::text::jsonb)))`;
}
