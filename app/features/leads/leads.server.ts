import {
  and,
  asc,
  count,
  desc,
  eq,
  inArray,
  isNull,
  lte,
  ne,
  sql,
  sum,
  type SQL,
} from "drizzle-orm";
import { clients, leads } from "#db/schema/studio/index.ts";
import type { StudioDb } from "#db/studio.server.ts";
import { leadStages, openStages, type LeadStage } from "#app/features/clients/lead-stage.ts";
import { isDay } from "#app/lib/dates.ts";
import { instantKey, keyedInstant } from "#app/lib/instant-key.server.ts";
import { PAGE_ROWS, pageOf, type Cursor, type KeysetPage } from "#app/lib/keyset.ts";
import { contains } from "#app/lib/search.server.ts";
import type { LeadFilter, LeadValues } from "./lead.ts";

/** How many cards a column of the board shows at a time. */
const CARDS = 25;

const { id, name, kind, organisation, email, phone, source, wish, valueCents } = leads;
const { followUpOn, stage, stagedAt, lostReason, clientId, createdAt } = leads;

const listed = { id, name, organisation, source, valueCents, followUpOn, stage, createdAt };

export type ListedLead = {
  id: string;
  name: string;
  organisation: string | null;
  source: (typeof leads.$inferSelect)["source"];
  valueCents: number | null;
  followUpOn: string | null;
  stage: LeadStage;
  createdAt: Date;
};

export interface StageSum {
  stage: LeadStage;
  count: number;
  cents: number;
}

/** How many leads there are at each stage, and what they may bring in, in cents. */
export async function sumStages(db: StudioDb, filter: LeadFilter): Promise<StageSum[]> {
  const rows = await db
    .select({ stage, count: count(), cents: sum(valueCents).mapWith(Number) })
    .from(leads)
    .where(leadsWhere({ ...filter, stage: undefined }))
    .groupBy(stage);
  return leadStages.map((each) => {
    const row = rows.find((it) => it.stage === each);
    return { stage: each, count: row?.count ?? 0, cents: row?.cents ?? 0 };
  });
}

/** A page of a column of the board: who came to the stage last comes first. */
export async function listStage(
  db: StudioDb,
  of: LeadStage,
  filter: LeadFilter,
  after?: Cursor,
  size = CARDS,
): Promise<KeysetPage<ListedLead>> {
  const at = after && keyedInstant(after.key);
  const rows = await db
    .select({ ...listed, key: instantKey(stagedAt) })
    .from(leads)
    .where(
      and(
        leadsWhere({ ...filter, stage: of }),
        at && sql`(${stagedAt}, ${id}) < (${at}, ${after.id}::uuid)`,
      ),
    )
    .orderBy(desc(stagedAt), desc(id))
    .limit(size + 1);
  return pageOf(rows, ({ key }) => key, size);
}

export const leadOrders = ["latest", "follow_up"] as const;
export type LeadOrder = (typeof leadOrders)[number];

/** A page of the leads: the latest first, or those to be followed up first and those without a day last. */
export async function listLeads(
  db: StudioDb,
  filter: LeadFilter,
  order: LeadOrder,
  after?: Cursor,
  size = PAGE_ROWS,
): Promise<KeysetPage<ListedLead>> {
  const isDue = order === "follow_up";
  const rows = await db
    .select({ ...listed, day: sql<string>`${due}::text` })
    .from(leads)
    .where(
      and(leadsWhere(filter), after && (isDue ? dueAfter(after) : sql`${id} < ${after.id}::uuid`)),
    )
    .orderBy(...(isDue ? [asc(due), asc(id)] : [desc(id)]))
    .limit(size + 1);
  return pageOf(rows, ({ day }) => (isDue ? day : ""), size);
}

const due = sql`coalesce(${followUpOn}, 'infinity'::date)`;

function dueAfter({ key, id: last }: Cursor): SQL | undefined {
  const isOne = key === "infinity" || (isDay(key) && key >= "1000");
  return isOne ? sql`(${due}, ${id}) > (${key}::text::date, ${last}::uuid)` : undefined;
}

/** The open leads that were to be followed up by a day, the longest due first. */
export function listDueLeads(db: StudioDb, today: string, most: number) {
  return db
    .select({ id, name, organisation, followUpOn: sql<string>`${followUpOn}` })
    .from(leads)
    .where(dueBy(today))
    .orderBy(asc(followUpOn), asc(id))
    .limit(most);
}

function leadsWhere({ typed, source: from, stage: at, dueBy: day }: LeadFilter): SQL | undefined {
  return and(
    at && eq(stage, at),
    from && eq(source, from),
    day === undefined ? undefined : dueBy(day),
    contains(typed, name, organisation, email, phone, wish),
  );
}

function dueBy(day: string) {
  return and(lte(followUpOn, day), inArray(stage, [...openStages]));
}

/** The lead with the client who asks or whom it became; undefined where there is none. */
export async function findLead(db: StudioDb, leadId: string) {
  const [lead] = await db
    .select({
      ...{ id, name, kind, organisation, email, phone, source, wish, valueCents, followUpOn },
      ...{ stage, stagedAt, lostReason, createdAt },
      client: { id: clients.id, name: clients.name, archivedAt: clients.archivedAt },
    })
    .from(leads)
    .leftJoin(clients, and(eq(clients.studioId, leads.studioId), eq(clients.id, clientId)))
    .where(eq(id, leadId));
  return lead;
}

export type Lead = NonNullable<Awaited<ReturnType<typeof findLead>>>;

/** `clientId`: there is no such client. */
export type LeadSaved = { ok: true; id: string } | { ok: false; field: "clientId" };

export async function addLead(db: StudioDb, values: LeadValues): Promise<LeadSaved> {
  if (!(await isClient(db, values.clientId))) return { ok: false, field: "clientId" };
  const [added] = await db.insert(leads).values(values).returning({ id });
  return { ok: true, id: added!.id };
}

/** Undefined where there is no such lead. Whom a lead became stays. */
export async function editLead(
  db: StudioDb,
  leadId: string,
  { clientId: asking, ...values }: LeadValues,
): Promise<LeadSaved | undefined> {
  const lead = await lockLead(db, leadId);
  if (!lead) return undefined;
  const isWon = lead.stage === "won";
  if (!isWon && !(await isClient(db, asking))) return { ok: false, field: "clientId" };
  await db
    .update(leads)
    .set(isWon ? values : { ...values, clientId: asking })
    .where(eq(id, leadId));
  return { ok: true, id: leadId };
}

/** Puts a lead at an open stage, from any; false where there is none. There already, it stays since when it was. */
export async function moveLead(
  db: StudioDb,
  leadId: string,
  to: (typeof openStages)[number],
): Promise<boolean> {
  const lead = await lockLead(db, leadId);
  if (!lead) return false;
  await reach(db, leadId, to, { lostReason: null });
  return true;
}

/** Gives a lead up; false where there is none. Who lost it already may say why later. */
export async function loseLead(
  db: StudioDb,
  leadId: string,
  reason: string | null,
): Promise<boolean> {
  const lead = await lockLead(db, leadId);
  if (!lead) return false;
  if (lead.stage === "lost") {
    if (reason !== null) {
      await db.update(leads).set({ lostReason: reason }).where(eq(id, leadId));
    }
    return true;
  }
  await reach(db, leadId, "lost", { lostReason: reason });
  return true;
}

/** Puts a lead at a stage, where it is not there yet: since now. */
export async function reach(
  db: StudioDb,
  leadId: string,
  to: LeadStage,
  more: { lostReason?: string | null; clientId?: string } = {},
): Promise<void> {
  await db
    .update(leads)
    .set({ stage: to, stagedAt: sql`now()`, ...more })
    .where(and(eq(id, leadId), ne(stage, to)));
}

/** The lead, which nobody else changes until the transaction is over. */
export async function lockLead(db: StudioDb, leadId: string) {
  const [lead] = await db
    .select({ ...{ stage, name, kind, organisation, email, phone, clientId } })
    .from(leads)
    .where(eq(id, leadId))
    .for("update");
  return lead;
}

async function isClient(db: StudioDb, wanted: string | null): Promise<boolean> {
  if (wanted === null) return true;
  const [client] = await db
    .select({ id: clients.id })
    .from(clients)
    .where(and(eq(clients.id, wanted), isNull(clients.mergedInto)))
    .for("key share");
  return client !== undefined;
}
