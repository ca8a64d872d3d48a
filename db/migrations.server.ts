import { createHash } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import path from "node:path";
import type { Address } from "./connections/address.ts";
import { type Client, openClient } from "./connections/client.ts";
import { lockKey } from "./names.ts";

export type Migration = { version: number; name: string; checksum: string; text: string };

/** `control`: the control database. `database`: what houses studios, once. `studio`: each schema of one. */
export type MigrationKind = "control" | "database" | "studio";

/** A migration failed; it left nothing behind. Its SQL error is the cause. */
export class MigrationFailed extends Error {
  override name = "MigrationFailed";
  readonly migration: Migration;
  constructor(migration: Migration, cause: unknown) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    super(`${migration.name} failed: ${reason}`, { cause });
    this.migration = migration;
  }
}

/** From `db/migrations/<kind>` under the working directory, in order. */
export async function readMigrations(kind: MigrationKind): Promise<Migration[]> {
  const folder = path.resolve("db/migrations", kind);
  const files = (await readdir(folder)).filter((file) => /^\d{4}_\w+\.sql$/.test(file)).sort();
  files.forEach((file, at) => {
    if (files[at - 1]?.slice(0, 4) === file.slice(0, 4)) {
      throw new Error(`db/migrations/${kind}/${file}: its version is used already`);
    }
  });
  return Promise.all(
    files.map(async (file) => {
      const text = await readFile(path.join(folder, file), "utf8");
      const checksum = createHash("sha256").update(text).digest("hex");
      return { version: Number(file.slice(0, 4)), name: file.slice(0, -4), checksum, text };
    }),
  );
}

/** Twelve hex digits that change when a migration of a studio's database does. */
export async function studioFingerprint(): Promise<string> {
  const all = [...(await readMigrations("database")), ...(await readMigrations("studio"))];
  const hash = createHash("sha256");
  for (const { checksum } of all) hash.update(checksum);
  return hash.digest("hex").slice(0, 12);
}

/**
 * Brings one schema of one database up to date, as the owner, one transaction a migration, under a
 * lock. Returns those that it applied. Throws MigrationFailed; also where an applied one was changed.
 * Tables that come with a migration are bound to the one studio that the schema houses, if it does.
 */
export async function migrateSchema(
  owner: Address,
  schema: string,
  kind: MigrationKind,
  housed?: string,
): Promise<Migration[]> {
  const wanted = await readMigrations(kind);
  const sql = openClient(owner, { max: 1, applicationName: "rsm migrate" });
  try {
    await sql`select pg_advisory_lock(${lockKey("migrate", schema).toString()})`;
    await keepLedger(sql);
    const applied = await sql<{ version: number; checksum: string }[]>`
      select version, checksum from rsm.migrations where schema_name = ${schema}`;
    const checksums = new Map(applied.map((row) => [row.version, row.checksum]));
    const fresh: Migration[] = [];
    for (const migration of wanted) {
      const known = checksums.get(migration.version);
      if (known === migration.checksum) continue;
      if (known)
        throw new MigrationFailed(migration, new Error("it was changed after it was applied"));
      await apply(sql, schema, migration, housed);
      fresh.push(migration);
    }
    return fresh;
  } finally {
    await sql.end({ timeout: 5 });
  }
}

async function keepLedger(sql: Client): Promise<void> {
  await sql`create schema if not exists rsm`;
  await sql`create table if not exists rsm.migrations (
    schema_name text not null,
    version integer not null,
    name text not null,
    checksum text not null,
    applied_at timestamptz not null default now(),
    primary key (schema_name, version))`;
}

async function apply(
  sql: Client,
  schema: string,
  migration: Migration,
  housed: string | undefined,
): Promise<void> {
  try {
    await sql.begin(async (transaction) => {
      // An extension's objects are in public: operator classes are found there.
      const path = schema === "public" ? "public" : `"${schema}", public`;
      await transaction`select set_config('search_path', ${path}, true)`;
      await transaction.unsafe(migration.text).simple();
      if (housed) await transaction`select rsm.house_one(${schema}, ${housed})`;
      await transaction`insert into rsm.migrations (schema_name, version, name, checksum)
        values (${schema}, ${migration.version}, ${migration.name}, ${migration.checksum})`;
    });
  } catch (cause) {
    throw new MigrationFailed(migration, cause);
  }
}
