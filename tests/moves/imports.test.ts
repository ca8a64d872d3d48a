import { sql } from "drizzle-orm";
import { expect, test, vi } from "vitest";
import { checkRows } from "#app/features/clients/imports/checking.server.ts";
import {
  IMPORT_CHECK,
  IMPORT_RUN,
  IMPORT_SWEEP,
} from "#app/features/clients/imports/import-errands.server.ts";
import { runImport } from "#app/features/clients/imports/importing.server.ts";
import { confirmImport, findImport } from "#app/features/clients/imports/imports.server.ts";
import {
  findMapping,
  mapColumns,
  stageUpload,
} from "#app/features/clients/imports/staging.server.ts";
import { sweepImport } from "#app/features/clients/imports/sweeping.server.ts";
import { remind, runErrands } from "#app/tenancy/errands.server.ts";
import { moveStudio } from "#db/moves/engine.server.ts";
import { planPromotion } from "#db/moves/operations.server.ts";
import type { StudioDb } from "#db/studio.server.ts";
import { fillCsv } from "../../bench/clients/import.ts";
import { testPlatform } from "../support/platform.ts";

// A file comes in while its studio moves to a database of its own.

vi.setConfig({ testTimeout: 240_000 });

const ROWS = 6_000;
const { platform, another, newStudio, reopen } = await testPlatform();
const elsewhere = await another();

const handlers = {
  [IMPORT_CHECK]: checkRows,
  [IMPORT_RUN]: runImport,
  [IMPORT_SWEEP]: sweepImport,
};

test("an import that meets a move is whole at the new place, and there once", async () => {
  const studio = await newStudio();
  const { studioId, slug } = studio.placement;
  const problems: unknown[] = [];
  let isMoving = true;
  // Two processes run the studio's errands all the while, as two processes of the app do.
  const work = async (where: typeof platform) => {
    while (isMoving) {
      await remind(where.control, studioId, new Date());
      await runErrands(where, handlers, { onError: (error) => problems.push(error) });
    }
  };
  const staged = await stageUpload(studio, {
    ...{ fileName: "clients.csv", authorId: null, chunks: fillCsv(ROWS) },
  });
  if (!staged.ok) throw new Error(JSON.stringify(staged));
  const { importId } = staged;
  const found = (await studio.read((db) => findMapping(db, importId)))!;
  await studio.write((db) => mapColumns(db, importId, found));
  const ends = Promise.all([work(platform), work(elsewhere)]);
  try {
    const isAt = async (state: string) =>
      (await studio.read((db) => findImport(db, importId)))?.state === state;
    await expect.poll(() => isAt("checked"), { timeout: 120_000 }).toBe(true);
    await studio.write((db) => confirmImport(db, importId));
    const wish = { isolation: "dedicated", cluster: "north" } as const;
    await moveStudio(platform, planPromotion(studio.placement, wish));
    await expect.poll(() => isAt("done"), { timeout: 120_000 }).toBe(true);
  } finally {
    isMoving = false;
  }
  await ends;
  expect(problems).toEqual([]);
  const there = await reopen(slug);
  expect(there.placement).toMatchObject({ isolation: "dedicated", cluster: "north" });
  const count = async (table: "clients" | "client_contacts") => {
    const counted = (db: StudioDb) =>
      db.execute<{ count: number }>(
        sql`select count(*)::int as count from ${sql.identifier(table)}`,
      );
    return (await there.read(counted))[0]?.count;
  };
  expect(await count("clients")).toBe(ROWS);
  expect(await count("client_contacts")).toBe(3 * ROWS);
  expect(await there.read((db) => findImport(db, importId))).toMatchObject({
    ...{ state: "done", counts: { added: ROWS, merged: 0, wrong: 0 } },
  });
});
