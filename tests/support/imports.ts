import { eq, sql } from "drizzle-orm";
import { expect } from "vitest";
import { clients, outbox } from "#db/schema/studio/index.ts";
import type { StudioDb } from "#db/studio.server.ts";
import { type ErrandHandlers, remind, runErrands } from "#app/tenancy/errands.server.ts";
import { checkRows } from "#app/features/clients/imports/checking.server.ts";
import {
  IMPORT_CHECK,
  IMPORT_RUN,
  IMPORT_SWEEP,
  IMPORT_UNDO,
} from "#app/features/clients/imports/import-errands.server.ts";
import { importOptionsSchema } from "#app/features/clients/imports/import-row.ts";
import { runImport } from "#app/features/clients/imports/importing.server.ts";
import { confirmImport, findImport } from "#app/features/clients/imports/imports.server.ts";
import {
  findMapping,
  mapColumns,
  stageUpload,
} from "#app/features/clients/imports/staging.server.ts";
import { sweepImport } from "#app/features/clients/imports/sweeping.server.ts";
import { undoRows } from "#app/features/clients/imports/undoing.server.ts";
import { findClient } from "#app/features/clients/clients.server.ts";
import { testPlatform, type TestStudio } from "./platform.ts";

export async function* pieces(file: string | Uint8Array) {
  const bytes = typeof file === "string" ? new TextEncoder().encode(file) : file;
  for (let at = 0; at < bytes.length; at += 1_000) yield bytes.subarray(at, at + 1_000);
}

export const csv = (...lines: string[]) => lines.map((line) => `${line}\r\n`).join("");

/** An installation of the test file's own, and what is done in it with files of clients. */
export async function importPlatform() {
  const opened = await testPlatform();
  const { platform } = opened;

  const handlers: ErrandHandlers = {
    [IMPORT_CHECK]: checkRows,
    [IMPORT_RUN]: runImport,
    [IMPORT_UNDO]: undoRows,
    [IMPORT_SWEEP]: sweepImport,
  };

  async function work(studio: TestStudio) {
    await remind(platform.control, studio.placement.studioId, new Date());
    await runErrands(platform, handlers, {
      onError: (error) => {
        throw error;
      },
    });
    const failed = sql`last_error is not null`;
    expect(await studio.read((db) => db.select().from(outbox).where(failed))).toEqual([]);
  }

  const upload = (studio: TestStudio, file: string | Uint8Array, fileName = "clients.csv") =>
    stageUpload(studio, { fileName, authorId: null, chunks: pieces(file) });

  async function stage(studio: TestStudio, file: string | Uint8Array) {
    const staged = await upload(studio, file);
    if (!staged.ok || !("importId" in staged)) throw new Error(JSON.stringify(staged));
    return staged.importId;
  }

  /** Uploaded, its columns as they are guessed, and checked. */
  async function checked(studio: TestStudio, file: string | Uint8Array, options: object = {}) {
    const id = await stage(studio, file);
    const found = await studio.read((db) => findMapping(db, id));
    if (found) {
      const chosen = importOptionsSchema.parse({ ...found.options, ...options });
      await studio.write((db) => mapColumns(db, id, { mapping: found.mapping, options: chosen }));
    }
    await work(studio);
    return id;
  }

  async function imported(studio: TestStudio, file: string | Uint8Array, options: object = {}) {
    const id = await checked(studio, file, options);
    expect(await studio.write((db) => confirmImport(db, id))).toBe(true);
    await work(studio);
    return id;
  }

  const found = async (studio: TestStudio, id: string) =>
    (await studio.read((db) => findImport(db, id)))!;
  const names = (studio: TestStudio) =>
    studio.read(async (db) =>
      (await db.select({ name: clients.name }).from(clients).orderBy(clients.name)).map(
        ({ name }) => name,
      ),
    );
  const byName = (db: StudioDb, name: string) =>
    db.select({ id: clients.id }).from(clients).where(eq(clients.name, name));
  const clientNamed = (studio: TestStudio, name: string) =>
    studio.read(async (db) => findClient(db, (await byName(db, name))[0]!.id));

  return { ...opened, work, upload, stage, checked, imported, found, names, byName, clientNamed };
}
