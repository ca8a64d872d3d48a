import { openClient } from "../connections/client.ts";
import { tryLock } from "../locks.server.ts";
import { readMigrations } from "../migrations.server.ts";
import type { Platform } from "../platform.server.ts";
import type { StudioRow } from "../studios.server.ts";
import type { MoveRequest } from "./engine.server.ts";
import { findFence, findWriters } from "./fences.server.ts";
import { findMoveUnderWay } from "./move.server.ts";
import { asMover } from "./mover.server.ts";
import { listObstacles } from "./preflight.server.ts";
import { listTables, qualified } from "./tables.server.ts";

export type Preview = {
  tables: { table: string; rows: number; bytes: number }[];
  /** Why the move could not start now; empty where it could. */
  reasons: string[];
};

/** What a move would carry, and everything that stands in its way. Changes nothing. */
export async function previewMove(
  platform: Platform,
  studio: StudioRow,
  request: MoveRequest,
): Promise<Preview> {
  const reasons = [
    ...(await controlReasons(platform, studio)),
    ...(await listObstacles(platform, studio, request)),
  ];
  const behind = await countMissingMigrations(platform, studio);
  if (behind > 0)
    reasons.push(`${behind} migrations are not applied: run \`studio migrate\` first`);
  const tables = await asMover(platform, studio, "rsm preview", async (sql) => {
    const fence = await findFence(sql, studio);
    if (fence?.state !== "open" || fence.epoch !== studio.epoch) {
      reasons.push(
        `${studio.slug} is not open where control says it is: \`studio verify\` says more`,
      );
    }
    const writers = await findWriters(sql, studio.studioId);
    for (const { pid, seconds } of writers.filter((writer) => (writer.seconds ?? 0) >= 2)) {
      reasons.push(`backend ${pid} has been writing in one transaction for ${seconds} s`);
    }
    const measured = [];
    for (const { name } of await listTables(sql, studio.schema)) {
      const [size] = await sql.unsafe<{ rows: string; bytes: string }[]>(
        `select count(*) as rows, coalesce(sum(pg_column_size(line.*)), 0) as bytes
         from ${qualified(studio.schema, name)} as line where studio_id = $1`,
        [studio.studioId],
      );
      measured.push({ table: name, rows: Number(size!.rows), bytes: Number(size!.bytes) });
    }
    return measured;
  });
  return { tables, reasons };
}

async function countMissingMigrations({ clusters }: Platform, at: StudioRow): Promise<number> {
  const owner = await clusters.address(at.cluster, at.database, "owner");
  const sql = openClient(owner, { max: 1, applicationName: "rsm preview" });
  try {
    const [ledger] = await sql<{ applied: number }[]>`
      select count(*)::int as applied from rsm.migrations where schema_name = ${at.schema}`;
    return (await readMigrations("studio")).length - ledger!.applied;
  } finally {
    await sql.end({ timeout: 5 });
  }
}

async function controlReasons(platform: Platform, studio: StudioRow): Promise<string[]> {
  const { clusters, names, operations } = platform;
  const reasons = [];
  const underWay = await findMoveUnderWay(operations.db, studio.studioId);
  if (underWay) {
    reasons.push(
      underWay.isOverdue
        ? `a ${underWay.kind} died on the way; the next command ends it`
        : `a ${underWay.kind} of ${studio.slug} is under way`,
    );
  }
  const control = await clusters.address("main", names.control, "owner");
  const freeze = await tryLock(control, {
    words: ["ddl"],
    shared: true,
    applicationName: "rsm preview",
  });
  if (!freeze) reasons.push("a migration is running: try again when it is done");
  await freeze?.release();
  return reasons;
}
