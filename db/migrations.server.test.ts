import { cp, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { eq } from "drizzle-orm";
import { beforeEach, expect, onTestFinished, test, vi } from "vitest";
import { findFaults } from "../tests/isolation/catalogue.ts";
import { TEST_SECRETS_KEY } from "../tests/support/cluster.ts";
import { testPlatform } from "../tests/support/platform.ts";
import {
  makeDatabase,
  makeStudioSchema,
  migrateDatabase,
  setUpRoles,
  setUpTemplate,
} from "./cluster-setup.server.ts";
import { openClusters } from "./clusters.server.ts";
import { openClient } from "./connections/client.ts";
import { codeOf } from "./connections/errors.ts";
import { holdCluster } from "./embedded.server.ts";
import { migratePlaces } from "./migrate.server.ts";
import { migrateSchema, readMigrations, studioFingerprint } from "./migrations.server.ts";
import { TEMPLATES } from "./names.ts";
import { migrationLedger } from "./schema/control/index.ts";

const { platform, newStudio } = await testPlatform();
const control = platform.operations.db;

// Migrations are read from under the working directory: each test has a copy that it adds to.
let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), "rsm-migrations-"));
  await cp("db/migrations", path.join(folder, "db/migrations"), { recursive: true });
  vi.spyOn(process, "cwd").mockReturnValue(folder);
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
});

test("a migration is applied once in every place, and recorded", async () => {
  const studios = [
    await newStudio({ isolation: "schema" }),
    await newStudio({ isolation: "dedicated" }),
  ];
  await addStudioMigration("0101_microphones.sql", table("microphones"));
  const first = await migratePlaces(platform);
  expect(first.map(({ applied, error }) => ({ applied, error }))).toEqual(
    Array.from({ length: 3 }, () => ({ applied: ["0101_microphones"], error: undefined })),
  );
  const second = await migratePlaces(platform);
  expect(second.flatMap(({ applied }) => applied)).toEqual([]);
  const ledger = await control
    .select({ state: migrationLedger.state, name: migrationLedger.name })
    .from(migrationLedger)
    .where(eq(migrationLedger.version, 101));
  expect(ledger).toEqual(
    Array.from({ length: 3 }, () => ({ state: "applied", name: "0101_microphones" })),
  );

  // A table that came later is bound to the one studio of its place, like the first ones.
  const [one, other] = studios;
  for (const { placement } of studios) {
    const alien = runAs(
      "mover",
      placement,
      `set session_replication_role = replica;
      insert into ${placement.schema}.microphones (studio_id) values (uuidv7())`,
    );
    await expect(alien).rejects.toSatisfy((error) => codeOf(error) === "23514");
  }
  expect(one!.placement.schema).not.toBe(other!.placement.schema);
});

test("two runs at once apply a migration once", async () => {
  await addStudioMigration("0102_cables.sql", table("cables"));
  const runs = await Promise.all([migratePlaces(platform), migratePlaces(platform)]);
  const applied = runs.flat().filter(({ applied: names }) => names.includes("0102_cables"));
  expect(applied).toHaveLength(runs[0].length);
  expect(runs.flat().filter(({ error }) => error)).toEqual([]);
});

test("a schema that two processes migrate at once is migrated once", async () => {
  const { placement } = await newStudio({ isolation: "schema" });
  await addStudioMigration("0103_stands.sql", table("stands"));
  const owner = await platform.clusters.address("main", placement.database, "owner");
  const runs = await Promise.all(
    [1, 2, 3].map(() => migrateSchema(owner, placement.schema, "studio")),
  );
  expect(
    runs
      .flat()
      .map(({ name }) => name)
      .filter((name) => name === "0103_stands"),
  ).toHaveLength(1);
});

test("a place whose migration fails is left as it was, the others complete, the next run retries", async () => {
  const [good, bad] = [
    await newStudio({ isolation: "schema" }),
    await newStudio({ isolation: "schema" }),
  ];
  const { placement } = bad;
  await runAs("owner", placement, `create table ${placement.schema}.pianos (in_the_way int)`);
  await addStudioMigration(
    "0104_pianos.sql",
    `create table half (studio_id uuid); ${table("pianos")}`,
  );

  const run = await migratePlaces(platform);
  const failed = run.filter(({ error }) => error);
  expect(failed.map(({ id }) => id)).toEqual([placement.placeId]);
  expect(failed[0]!.error).toBe('0104_pianos failed: relation "pianos" already exists');
  expect(run.find(({ id }) => id === good.placement.placeId)!.applied).toContain("0104_pianos");
  expect(await ledgerOf(placement.placeId, 104)).toMatchObject({
    state: "failed",
    error: failed[0]!.error,
  });
  const half = runAs("owner", placement, `select from ${placement.schema}.half`);
  await expect(half).rejects.toSatisfy((error) => codeOf(error) === "42P01");

  await runAs("owner", placement, `drop table ${placement.schema}.pianos`);
  const retry = await migratePlaces(platform);
  expect(retry.find(({ id }) => id === placement.placeId)).toMatchObject({
    applied: expect.arrayContaining(["0104_pianos"]),
    error: undefined,
  });
  expect(await ledgerOf(placement.placeId, 104)).toMatchObject({ state: "applied", error: null });
});

test("a migration that was changed after it was applied is refused", async () => {
  const { placement } = await newStudio({ isolation: "schema" });
  const [last] = (await readMigrations("studio")).slice(-1);
  const file = path.join(folder, "db/migrations/studio", `${last!.name}.sql`);
  await writeFile(file, `${await readFile(file, "utf8")}\n-- changed`);
  const owner = await platform.clusters.address("main", placement.database, "owner");
  await expect(migrateSchema(owner, placement.schema, "studio")).rejects.toThrow(
    `${last!.name} failed: it was changed after it was applied`,
  );
});

/** They build on both of the migrations below. */
const LATER = [
  "database/0007_scope",
  ...(await readdir("db/migrations/studio"))
    .filter((name) => name > "0005")
    .map((name) => `studio/${name.replace(/\.sql$/, "")}`),
];

test("rows of before the audit stay, and an app of before works while and after it comes", async () => {
  const returns = await takeAway([
    "database/0003_audit",
    "studio/0002_audit",
    "studio/0003_audit_indexes",
    ...LATER,
  ]);
  const { owner, place, studioId, userId, house, write } = await emptyDatabase("before");
  await migrateDatabase(owner);
  await house("studio_old");
  await write("studio_old", "insert into clients (name) values ('Before')");

  // The database is migrated, and its schemas are not yet. An app of before goes on, and makes one more.
  await returns[0]!();
  await migrateDatabase(owner);
  await house("studio_new");
  for (const schema of ["studio_old", "studio_new"]) {
    await write(schema, "insert into clients (name) values ('Meanwhile')");
  }

  await Promise.all(returns.slice(1).map((comeBack) => comeBack()));
  await migrateDatabase(owner);
  const admin = openClient(await platform.clusters.address("main", place.database, "admin"), {
    max: 1,
    applicationName: "test",
  });
  onTestFinished(() => admin.end());
  for (const schema of ["studio_old", "studio_new"]) {
    await migrateSchema(owner, schema, "studio", studioId);
    await write(schema, "update clients set notes = 'Brest' where name = 'Meanwhile'");
    const told = await admin.unsafe(
      `select actor, origin, action, before, after from ${schema}.audit`,
    );
    const change = { action: "update", before: { notes: null }, after: { notes: "Brest" } };
    expect(told).toEqual([{ actor: userId, origin: null, ...change }]);
    expect(await findFaults(admin, schema, true)).toEqual([]);
  }
  const [kept] = await admin`select count(*)::int as rows from studio_old.clients`;
  expect(kept).toEqual({ rows: 2 });
});

test("what was booked before the database took rooms by itself is taken", async () => {
  const returns = await takeAway([
    "database/0004_allocations",
    "studio/0004_allocations",
    ...LATER,
  ]);
  const { owner, place, studioId, house, write } = await emptyDatabase("booked");
  await migrateDatabase(owner);
  await house("studio_old");
  const session = (state: string, from: string, to: string) => `
    insert into sessions (room_id, client_id, kind, state, starts_at, ends_at, cancelled_at)
    select r.id, c.id, 'recording', '${state}', '2027-03-01 ${from}+01', '2027-03-01 ${to}+01',
      case '${state}' when 'cancelled' then now() end from rooms r, clients c`;
  await write("studio_old", "insert into clients (name) values ('Nadia')");
  await write("studio_old", "insert into rooms (name, kind) values ('A', 'live')");
  await write("studio_old", session("confirmed", "09:00", "13:00"));
  await write("studio_old", session("cancelled", "14:00", "18:00"));

  await Promise.all(returns.map((comeBack) => comeBack()));
  await migrateDatabase(owner);
  await migrateSchema(owner, "studio_old", "studio", studioId);
  const admin = openClient(await platform.clusters.address("main", place.database, "admin"), {
    max: 1,
    applicationName: "test",
  });
  onTestFinished(() => admin.end());
  const taken = await admin`select claim, room_id is not null as room, taken_from
    from studio_old.allocations order by taken_from`;
  expect(taken).toEqual([
    { claim: "firm", room: true, taken_from: new Date("2027-03-01T08:00:00Z") },
    { claim: "none", room: true, taken_from: new Date("2027-03-01T13:00:00Z") },
  ]);
  expect(await findFaults(admin, "studio_old", true)).toEqual([]);
  await write("studio_old", session("confirmed", "15:00", "16:00"));
  await expect(write("studio_old", session("confirmed", "12:59", "14:00"))).rejects.toSatisfy(
    (error) => codeOf(error) === "23P01",
  );
});

test("units of before there were codes have each its own, and no entry in the audit", async () => {
  const returns = await takeAway(LATER);
  const { owner, place, studioId, house, write } = await emptyDatabase("coded");
  await migrateDatabase(owner);
  await house("studio_old");
  await write(
    "studio_old",
    "insert into equipment (name, kind) select 'U 87', 'microphone' from generate_series(1, 500)",
  );
  await Promise.all(returns.map((comeBack) => comeBack()));
  await migrateDatabase(owner);
  await migrateSchema(owner, "studio_old", "studio", studioId);
  const admin = openClient(await platform.clusters.address("main", place.database, "admin"), {
    max: 1,
    applicationName: "test",
  });
  onTestFinished(() => admin.end());
  const [units] = await admin`select count(distinct code)::int as codes,
      count(*) filter (where code ~ '^[2-9A-HJKMNP-Z]{5}$')::int as fit,
      (select count(*)::int from studio_old.audit where action = 'update') as updates
    from studio_old.equipment`;
  expect(units).toEqual({ codes: 500, fit: 500, updates: 0 });
  expect(await findFaults(admin, "studio_old", true)).toEqual([]);
});

test("clients of before keep by what they are reached, are found by it, and have no entry in the audit", async () => {
  const returns = await takeAway(LATER);
  const { owner, place, studioId, house, write } = await emptyDatabase("reached");
  await migrateDatabase(owner);
  await house("studio_old");
  await write(
    "studio_old",
    `insert into clients (name, email, phone, city) values
      ('Éva Le Goff', 'Eva@Example.test', '06 39 98 12 34', 'Brest'), ('Nobody', ' ', '', null)`,
  );
  await Promise.all(returns.map((comeBack) => comeBack()));
  await migrateDatabase(owner);
  await migrateSchema(owner, "studio_old", "studio", studioId);
  const admin = openClient(await platform.clusters.address("main", place.database, "admin"), {
    max: 1,
    applicationName: "test",
  });
  onTestFinished(() => admin.end());
  const rows =
    await admin`select name, email, phone, city, search from studio_old.clients order by name`;
  const eva = { name: "Éva Le Goff", email: "Eva@Example.test", phone: "06 39 98 12 34" };
  expect(rows).toEqual([
    {
      ...eva,
      city: "Brest",
      search: " eva le goff\n brest\n eva@example.test\n 33639981234",
    },
    { name: "Nobody", email: null, phone: null, city: null, search: " nobody" },
  ]);
  const [told] = await admin`select count(*)::int as updates from studio_old.audit
    where action = 'update' or table_name like 'client\\_%'`;
  expect(told).toEqual({ updates: 0 });
  expect(await findFaults(admin, "studio_old", true)).toEqual([]);
});

test("a new migration makes a new template, and the old one goes", async () => {
  // A cluster of its own: other files clone the templates of the run's.
  const cluster = await holdCluster("spare", { dataDir: folder, durability: "none" });
  onTestFinished(() => cluster.release());
  const clusters = openClusters({ spare: async () => cluster.adminUrl }, TEST_SECRETS_KEY);
  const setup = { clusters, names: platform.names };
  await setUpRoles(setup, "spare");
  const before = await setUpTemplate(setup, "spare");
  await addStudioMigration("0105_amplifiers.sql", table("amplifiers"));
  const after = await setUpTemplate(setup, "spare");
  expect(after).toBe(TEMPLATES + (await studioFingerprint()));
  expect(after).not.toBe(before);
  const address = await clusters.address("spare", "postgres", "admin");
  const sql = openClient(address, { max: 1, applicationName: "templates" });
  const templates = await sql<{ datname: string }[]>`
    select datname from pg_database where starts_with(datname, ${TEMPLATES})`;
  expect(templates.map(({ datname }) => datname)).toEqual([after]);
  await sql.end();
});

/** Migrations that are not written yet; each of what is returned brings one back. */
async function takeAway(names: string[]) {
  const files = names.map((name) => path.join(folder, "db/migrations", `${name}.sql`));
  return Promise.all(
    files.map(async (file) => {
      const text = await readFile(file, "utf8");
      await rm(file);
      return () => writeFile(file, text);
    }),
  );
}

/** A database that no migration has been to, and the ways to house a studio in it and to write there. */
async function emptyDatabase(name: string) {
  const [studioId, userId] = [crypto.randomUUID(), crypto.randomUUID()];
  const place = { cluster: "main", database: `${platform.names.shared}_${name}` };
  await makeDatabase(platform, "main", place.database);
  const owner = await platform.clusters.address("main", place.database, "owner");
  return {
    ...{ owner, place, studioId, userId },
    async house(schema: string) {
      await makeStudioSchema(owner, schema);
      const fence = `insert into rsm.fences values ('${schema}', '${studioId}', 'open', 1)`;
      await runAs("mover", place, fence);
    },
    write(schema: string, text: string) {
      const enter = `select rsm.enter('${studioId}', '${schema}', 1, '${userId}', true)`;
      return runAs("app", place, `begin; ${enter}; ${text}; commit`);
    },
  };
}

function table(name: string): string {
  return `create table ${name} (
    studio_id uuid not null default current_setting('app.studio_id')::uuid,
    id uuid not null default uuidv7(),
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    primary key (studio_id, id)
  );
  select rsm.protect('${name}');`;
}

async function addStudioMigration(file: string, text: string) {
  await writeFile(path.join(folder, "db/migrations/studio", file), text);
}

async function ledgerOf(placeId: string, version: number) {
  const entries = await control
    .select()
    .from(migrationLedger)
    .where(eq(migrationLedger.placeId, placeId));
  return entries.find((entry) => entry.version === version);
}

async function runAs(
  role: "owner" | "mover" | "app",
  place: { cluster: string; database: string },
  text: string,
) {
  const address = await platform.clusters.address(place.cluster, place.database, role);
  const sql = openClient(address, { max: 1, applicationName: "test" });
  try {
    await sql.unsafe(text).simple();
  } finally {
    await sql.end();
  }
}
