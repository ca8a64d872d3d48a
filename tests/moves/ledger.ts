import { setTimeout as sleep } from "node:timers/promises";
import { sql } from "drizzle-orm";
import { clients, counters } from "#db/schema/studio/index.ts";
import { CommitUnknown, type Studio, type StudioDb } from "#db/studio.server.ts";

/**
 * What clients of a studio know: each operation that was acknowledged to them. Sums of rows cannot
 * tell that a write was lost where source and copy lost it alike; this can.
 */
export type Ledger = {
  acknowledged: string[];
  /** The connection was lost during COMMIT: done or not, but not twice. */
  unknown: string[];
  failed: { operation: string; error: unknown }[];
};

export function emptyLedger(): Ledger {
  return { acknowledged: [], unknown: [], failed: [] };
}

/** Writers at work through `studios`, one each, until `stop`; a test that fails stops them too. */
export async function startWriters(
  studios: Studio[],
  onTestFinished: (stop: () => void) => void = () => {},
) {
  const ledger = emptyLedger();
  let isOver = false;
  onTestFinished(() => void (isOver = true));
  await addCounters(studios[0]!, ["total", ...studios.keys()].map(String));
  const writers = studios.map((studio, writer) =>
    keepWriting(studio, String(writer), () => isOver, recordIn(ledger)),
  );
  return {
    ledger,
    async stop() {
      isOver = true;
      await Promise.all(writers);
      return ledger;
    },
  };
}

/** `total` once a studio, and one for each writer by its name. */
export async function addCounters(studio: Studio, names: string[]): Promise<void> {
  await studio.write((db) =>
    db
      .insert(counters)
      .values(names.map((name) => ({ name })))
      .onConflictDoNothing(),
  );
}

type Tell = (outcome: keyof Ledger, operation: string, error?: unknown) => void;

export function recordIn(ledger: Ledger): Tell {
  return (outcome, operation, error) => {
    if (outcome === "failed") ledger.failed.push({ operation, error });
    else ledger[outcome].push(operation);
  };
}

/** One operation after the other until it is over; `tell` hears how each ended. */
export async function keepWriting(
  studio: Studio,
  writer: string,
  isOver: () => boolean,
  tell: Tell,
  restMs = 0,
): Promise<void> {
  for (let turn = 1; !isOver(); turn += 1) {
    const operation = `${writer}/${turn}`;
    try {
      await studio.write((db) => operate(db, writer, turn));
      tell("acknowledged", operation);
    } catch (error) {
      tell(error instanceof CommitUnknown ? "unknown" : "failed", operation, error);
    }
    if (restMs > 0) await sleep(restMs);
  }
}

/** A row, an increment that others do too, and a step whose order matters. */
async function operate(db: StudioDb, writer: string, turn: number): Promise<void> {
  await db.insert(clients).values({ name: `${writer}/${turn}` });
  await db.execute(sql`update counters set value = value + 1 where name = 'total'`);
  await db.execute(sql`update counters set value = ${chain(sql`value`, turn)}
    where name = ${writer}`);
}

function chain(value: ReturnType<typeof sql>, turn: number) {
  return sql`(${value} * 31 + ${turn}::bigint) % 1000003`;
}

/** Where the studio and the ledger disagree, in words; empty where nothing was lost or done twice. */
export async function disagreements(
  studio: Pick<Studio, "read">,
  ledger: Ledger,
): Promise<string[]> {
  const acknowledged = [...ledger.acknowledged];
  // One statement, one moment: writers may go on.
  const [seen] = await studio.read((db) =>
    db.execute<{ found: string[]; values: Record<string, number> }>(sql`select
      (select coalesce(jsonb_agg(name), '[]') from clients) as found,
      (select jsonb_object_agg(name, value) from counters) as values`),
  );
  const times = new Map<string, number>();
  for (const name of seen!.found) times.set(name, (times.get(name) ?? 0) + 1);
  const faults = ledger.failed.map(
    ({ operation, error }) => `${operation} failed: ${String(error)}`,
  );
  for (const operation of acknowledged) {
    if (!times.has(operation)) faults.push(`${operation} was acknowledged and is lost`);
  }
  for (const [operation, count] of times) {
    if (count > 1) faults.push(`${operation} is there ${count} times`);
  }
  // An operation of unknown outcome counts where its row is there: it is one transaction.
  const valueOf = new Map(Object.entries(seen!.values));
  const done = [...times.keys()];
  if (valueOf.get("total") !== done.length) {
    faults.push(`${done.length} operations are there, ${valueOf.get("total")} were counted`);
  }
  for (const [name, value] of valueOf) {
    if (name !== "total" && value !== chainOf(done, name)) {
      faults.push(`the steps of writer ${name} do not lead to ${value}`);
    }
  }
  return faults;
}

function chainOf(done: string[], writer: string): number {
  return done
    .filter((operation) => operation.startsWith(`${writer}/`))
    .map((operation) => Number(operation.slice(writer.length + 1)))
    .sort((a, b) => a - b)
    .reduce((value, turn) => (value * 31 + turn) % 1_000_003, 0);
}
