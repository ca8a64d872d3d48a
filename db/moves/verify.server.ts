import { setTimeout as sleep } from "node:timers/promises";
import { and, desc, eq, gt, ne } from "drizzle-orm";
import type { Client } from "../connections/client.ts";
import type { ControlDb } from "../control.server.ts";
import type { Platform } from "../platform.server.ts";
import { type Place, placeColumns } from "../places.server.ts";
import { moves, placements, places, type TableSums } from "../schema/control/index.ts";
import type { StudioRow } from "../studios.server.ts";
import { findFence } from "./fences.server.ts";
import { findLastMove, type Move } from "./move.server.ts";
import { asMover } from "./mover.server.ts";
import { compareRanges, cutRanges, settledDifferences } from "./ranges.server.ts";
import { wayBack } from "./run.server.ts";
import { differingTables, sumTables } from "./sums.server.ts";
import { listTables } from "./tables.server.ts";
import { listOrphans, listStrangers, listUnprotected } from "./verify-tables.server.ts";

export type Check = { name: string; ok: boolean; detail: string };

export type Verification = { ok: boolean; checks: Check[]; tables: TableSums };

const NAME = "rsm verify";

/** Looks at everything that must hold of a studio's place and of those that it left. Changes nothing. */
export async function verifyStudio(platform: Platform, studio: StudioRow): Promise<Verification> {
  const here = await asMover(platform, studio, NAME, (sql) =>
    // One snapshot: the studio goes on working meanwhile.
    sql.begin("isolation level repeatable read read only", (snapshot) =>
      checkPlace(snapshot, studio),
    ),
  );
  const checks = [
    await checkFence(platform, studio),
    ...here.checks,
    await checkOtherFences(platform, studio),
    await checkKeptCopy(platform, studio),
  ].filter((check) => check !== undefined);
  return { ok: checks.every(({ ok }) => ok), checks, tables: here.tables };
}

async function checkFence(platform: Platform, studio: StudioRow): Promise<Check> {
  const fence = await asMover(platform, studio, NAME, (sql) => findFence(sql, studio));
  const found = fence ? `${fence.state} at epoch ${fence.epoch}` : "absent";
  const ok = fence?.state === "open" && fence.epoch === studio.epoch;
  const wanted = `control says open at epoch ${studio.epoch}`;
  const moving = studio.state === "moving" ? "; a move is under way" : "";
  return check(
    "fence",
    ok && moving === "",
    ok ? `${found}${moving}` : `${found}; ${wanted}${moving}`,
  );
}

async function checkPlace(
  sql: Pick<Client, "unsafe">,
  studio: StudioRow,
): Promise<{ checks: Check[]; tables: TableSums }> {
  const { schema, studioId, isolation } = studio;
  const tables = await listTables(sql, schema);
  const isOwn = isolation !== "shared";
  const unprotected = await listUnprotected(sql, schema, isOwn ? studioId : undefined);
  const orphans = await listOrphans(sql, schema, studioId);
  const checks = [
    check(
      "protection",
      tables.length > 0 && unprotected.length === 0,
      unprotected,
      `${tables.length} tables`,
    ),
    check("references", orphans.length === 0, orphans, "each row refers to rows that are there"),
  ];
  if (isOwn) {
    const strangers = await listStrangers(sql, schema, studioId, tables);
    checks.push(check("one studio", strangers.length === 0, strangers, "no row of another"));
  }
  return { checks, tables: await sumTables(sql, schema, studioId, tables) };
}

/** Wherever else the studio might have a fence: where it was, and in every shared place. */
async function checkOtherFences(platform: Platform, studio: StudioRow): Promise<Check> {
  const others = await otherPlaces(platform, studio);
  const faults: string[] = [];
  for (const place of others) {
    const fence = await asMover(platform, place, NAME, (sql) =>
      findFence(sql, { schema: place.schema, studioId: studio.studioId }),
    );
    if (!fence || fence.state === "gone") continue;
    faults.push(`${describe(place)} is ${fence.state} at epoch ${fence.epoch}`);
  }
  return check("other places", faults.length === 0, faults, `${others.length} closed to it`);
}

async function otherPlaces({ operations }: Platform, studio: StudioRow): Promise<Place[]> {
  const { id, cluster, database, schema, isolation } = places;
  const rows = await operations.db
    .selectDistinct({ id, cluster, database, schema, isolation, heldBy: placements.studioId })
    .from(places)
    .leftJoin(
      placements,
      and(eq(placements.placeId, places.id), eq(placements.studioId, studio.studioId)),
    )
    .where(and(eq(places.state, "ready"), ne(places.id, studio.placeId)));
  return rows.filter((row) => row.heldBy !== null || row.isolation === "shared");
}

/**
 * What the last move left: where it follows the studio it holds the same rows, where a journal is kept
 * for it, those that the move verified.
 */
async function checkKeptCopy(platform: Platform, studio: StudioRow): Promise<Check | undefined> {
  const last = await findLastMove(platform.operations.db, studio.studioId);
  const kept = last && (await findKept(platform.operations.db, last));
  if (!last?.verified || !kept) return undefined;
  const faults =
    last.engine === "replication" && last.kind !== "rollback"
      ? await followerFaults(platform, studio, last, kept)
      : await frozenFaults(platform, last, kept);
  return check(
    "kept copy",
    faults.length === 0,
    faults,
    `${describe(kept)} is ready for a rollback`,
  );
}

async function findKept(control: ControlDb, last: Move): Promise<Place | undefined> {
  const [kept] = await control
    .select(placeColumns)
    .from(placements)
    .innerJoin(places, eq(places.id, placements.placeId))
    .where(
      and(
        eq(placements.studioId, last.studioId),
        eq(placements.placeId, last.fromPlaceId),
        eq(placements.state, "retired"),
      ),
    );
  return kept;
}

async function followerFaults(
  platform: Platform,
  studio: StudioRow,
  last: Move,
  kept: Place,
): Promise<string[]> {
  const { studioId, epoch } = studio;
  const from = { ...studio, id: studio.placeId };
  return asMover(platform, from, NAME, async (source) => {
    const tables = await listTables(source, from.schema);
    const cargo = { platform, moveId: last.id, studioId, from, to: kept, epoch, tables };
    if (!(await wayBack(last, cargo).isWired())) {
      return [`${describe(kept)} follows no more: a rollback would copy every row`];
    }
    return asMover(platform, kept, NAME, async (target) => {
      const here = { sql: source, schema: from.schema };
      const there = { sql: target, schema: kept.schema };
      const ranges = await cutRanges(source, from.schema, studioId, tables);
      const differing = await compareRanges(here, there, studioId, ranges);
      const rows = await settledDifferences(here, there, studioId, differing, () => sleep(100));
      return rows.map((row) => `${row} differs in ${describe(kept)}`);
    });
  });
}

async function frozenFaults(platform: Platform, last: Move, kept: Place): Promise<string[]> {
  const [tried] = await platform.operations.db
    .select({ state: moves.state })
    .from(moves)
    .where(
      and(
        eq(moves.studioId, last.studioId),
        eq(moves.toPlaceId, kept.id),
        gt(moves.startedAt, last.startedAt),
      ),
    )
    .orderBy(desc(moves.startedAt))
    .limit(1);
  // A rollback that was undone may have brought a part of what was written since.
  if (tried?.state === "aborted") return [];
  const sums = await asMover(platform, kept, NAME, async (sql) =>
    sumTables(sql, kept.schema, last.studioId, await listTables(sql, kept.schema)),
  );
  return differingTables(last.verified ?? {}, sums).map(
    (table) => `${table} in ${describe(kept)} is not as it was verified`,
  );
}

function describe({ cluster, database, schema }: Place): string {
  return `${database}.${schema} on ${cluster}`;
}

function check(name: string, ok: boolean, found: string | string[], asWanted = ""): Check {
  const words = typeof found === "string" ? found : found.join("; ");
  return { name, ok, detail: words === "" ? asWanted : words };
}
