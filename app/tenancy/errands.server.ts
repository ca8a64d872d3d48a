import { and, asc, eq, isNull, lte, sql } from "drizzle-orm";
import type { ControlDb } from "#db/control.server.ts";
import type { Platform } from "#db/platform.server.ts";
import { errands, studios } from "#db/schema/control/index.ts";
import { outbox } from "#db/schema/studio/index.ts";
import { type Studio, type StudioDb, StudioUnavailable } from "#db/studio.server.ts";
import { findStudio } from "#db/studios.server.ts";
import { queueMail, type NewMail } from "#app/mail/mails.server.ts";
import type { MailKind } from "#app/mail/write-mail.ts";

/** A mail that comes of an errand; `key` tells it from the others of the same errand. */
export type ErrandMail = NewMail<MailKind> & { key: string };

/** The studio for which an errand is run. */
export type ErrandStudio = {
  id: string;
  slug: string;
  name: string;
  /**
   * Writes beside the errand's own transaction: how far a long one is. Never awaited within it, since both may
   * wait for the same move.
   */
  aside: Studio["write"];
};

/**
 * What is done for a kind of errand, in the transaction that strikes it off: it changes the studio's rows
 * and says which mails are to go out. It may be run again, and must then say the same.
 */
export type ErrandHandler = (
  db: StudioDb,
  payload: unknown,
  studio: ErrandStudio,
) => Promise<ErrandMail[]>;

export type ErrandHandlers = Record<string, ErrandHandler>;

/** The channel on which a process tells the others that a studio has work. */
export const ERRAND_DUE = "errand_due";

/** Who is at a studio's errands has it for so long; then another may go on. */
const LEASE_SECONDS = 120;
/** Minutes until the next try, by how many there were; after the last it is given up. */
const RETRY_MINUTES = [1, 5, 30, 120, 720];

/** Notes that a studio has work from an instant on. Told at commit where `control` is a transaction. */
export async function remind(control: ControlDb, studioId: string, dueAt: Date): Promise<void> {
  await control
    .insert(errands)
    .values({ studioId, dueAt })
    .onConflictDoUpdate({
      target: errands.studioId,
      set: { dueAt: sql`least(${errands.dueAt}, excluded.due_at)` },
    })
    .returning({ told: sql`pg_notify(${ERRAND_DUE}, '')` });
}

type Running = {
  signal?: AbortSignal;
  onError: (error: unknown, studioId: string) => void;
};

/** Runs what is due, studio by studio, until nothing is. Several processes may do so at once. */
export async function runErrands(
  platform: Pick<Platform, "control" | "openStudio">,
  handlers: ErrandHandlers,
  { signal, onError }: Running,
): Promise<void> {
  while (!signal?.aborted) {
    const claimed = await claim(platform.control);
    if (!claimed) return;
    try {
      const next = await runOf(platform, claimed, handlers, signal);
      await settle(platform.control, claimed, next);
    } catch (error) {
      // Out of reach for now: the lease ends by itself, and somebody looks again.
      if (!(error instanceof StudioUnavailable)) onError(error, claimed.studioId);
    }
  }
}

type Claimed = { studioId: string; slug: string; leasedUntil: string };

async function claim(control: ControlDb): Promise<Claimed | undefined> {
  const [claimed] = await control.execute<Claimed>(sql`
    update errands set due_at = now() + make_interval(secs => ${LEASE_SECONDS})
    where studio_id = (select studio_id from errands where due_at <= now()
      order by due_at limit 1 for update skip locked)
    returning studio_id as "studioId", due_at::text as "leasedUntil",
      (select slug from studios where id = studio_id) as slug`);
  return claimed;
}

/** Nothing where the studio was reminded of meanwhile: that is earlier than the lease. */
async function settle(control: ControlDb, { studioId, leasedUntil }: Claimed, next: Date | null) {
  const mine = sql`${errands.studioId} = ${studioId} and ${errands.dueAt} = ${leasedUntil}::timestamptz`;
  await (next
    ? control.update(errands).set({ dueAt: next }).where(mine)
    : control.delete(errands).where(mine));
}

/** Runs a studio's due errands. Returns when the next one is due, or null. */
async function runOf(
  { control, openStudio }: Pick<Platform, "control" | "openStudio">,
  { studioId, slug }: Claimed,
  handlers: ErrandHandlers,
  signal: AbortSignal | undefined,
): Promise<Date | null> {
  const placement = await findStudio(control, slug);
  if (!placement) return null;
  const studio = openStudio(placement);
  const about = { id: studioId, slug, name: placement.name, aside: studio.write };
  let goesOn = true;
  while (goesOn && !signal?.aborted) goesOn = await runNext(studio, control, about, handlers);
  return studio.read(nextDue);
}

/** The first undone errand's time. */
export async function nextDue(db: StudioDb): Promise<Date | null> {
  const [next] = await db
    .select({ dueAt: outbox.dueAt })
    .from(outbox)
    .where(isNull(outbox.doneAt))
    .orderBy(asc(outbox.dueAt))
    .limit(1);
  return next?.dueAt ?? null;
}

/** One errand in one transaction; false where none is due. */
async function runNext(
  studio: Studio,
  control: ControlDb,
  about: ErrandStudio,
  handlers: ErrandHandlers,
): Promise<boolean> {
  let at: { id: string; attempts: number } | undefined;
  try {
    return await studio.write(async (db) => {
      const [errand] = await db
        .select({
          id: outbox.id,
          kind: outbox.kind,
          payload: outbox.payload,
          attempts: outbox.attempts,
        })
        .from(outbox)
        .where(and(isNull(outbox.doneAt), lte(outbox.dueAt, sql`now()`)))
        .orderBy(asc(outbox.dueAt))
        .limit(1)
        .for("update", { skipLocked: true });
      if (!errand) return false;
      at = errand;
      const handler = handlers[errand.kind];
      if (!handler) throw new Error(`nobody runs errands of the kind ${errand.kind}`);
      const mails = await handler(db, errand.payload, about);
      await db
        .update(outbox)
        .set({ doneAt: sql`now()`, lastError: null })
        .where(eq(outbox.id, errand.id));
      // Before the studio's commit, under ids that a second run gives again: no mail is lost between
      // the two databases, and none goes out twice.
      for (const { key, ...mail } of mails) {
        await queueMail(control, { ...mail, once: `${errand.id}/${key}` });
      }
      return true;
    });
  } catch (error) {
    if (!at || error instanceof StudioUnavailable) throw error;
    await noteFailure(studio, at, error);
    return true;
  }
}

async function noteFailure(
  studio: Studio,
  { id, attempts }: { id: string; attempts: number },
  error: unknown,
) {
  const minutes = RETRY_MINUTES[attempts];
  const lastError = error instanceof Error ? error.message : String(error);
  await studio.write((db) =>
    db
      .update(outbox)
      .set({
        attempts: attempts + 1,
        lastError: lastError.slice(0, 300),
        ...(minutes === undefined
          ? { doneAt: sql`now()` }
          : { dueAt: sql`now() + make_interval(mins => ${minutes})` }),
      })
      .where(and(eq(outbox.id, id), isNull(outbox.doneAt))),
  );
}

/** Looks into every studio for work that nobody was reminded of. */
export async function sweepErrands(
  { control, openStudio }: Pick<Platform, "control" | "openStudio">,
  signal?: AbortSignal,
): Promise<void> {
  const all = await control.select({ id: studios.id, slug: studios.slug }).from(studios);
  for (const { id, slug } of all) {
    if (signal?.aborted) return;
    const placement = await findStudio(control, slug);
    if (!placement) continue;
    try {
      const due = await openStudio(placement).read(nextDue);
      if (due) await remind(control, id, due);
    } catch (error) {
      // One that is out of reach holds up no other.
      if (!(error instanceof StudioUnavailable)) throw error;
    }
  }
}
