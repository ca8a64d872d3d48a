import { asc, eq, sql } from "drizzle-orm";
import { expect, test } from "vitest";
import { audit, clients, outbox, projects } from "#db/schema/studio/index.ts";
import { codeOf } from "#db/connections/errors.ts";
import { testPlatform } from "../../../tests/support/platform.ts";

const { platform, newStudio } = await testPlatform();

const actor = { userId: crypto.randomUUID(), origin: "203.0.113.7" };
const told = {
  actor: audit.actor,
  origin: audit.origin,
  table: audit.tableName,
  action: audit.action,
  before: audit.before,
  after: audit.after,
};

async function audited(isolation: "shared" | "schema" | "dedicated" = "shared") {
  const { placement } = await newStudio({ isolation });
  const studio = platform.openStudio(placement, actor);
  const entries = () => studio.read((db) => db.select(told).from(audit).orderBy(asc(audit.id)));
  return { studio, entries };
}

test.each(["shared", "schema", "dedicated"] as const)(
  "in a %s place what is added, changed and deleted is told, with who and from where",
  async (isolation) => {
    const { studio, entries } = await audited(isolation);
    await studio.write((db) => db.insert(clients).values({ name: "Éva", notes: "Brest" }));
    await studio.write((db) => db.update(clients).set({ notes: "Rennes" }));
    await studio.write((db) => db.delete(clients));
    const by = { actor: actor.userId, origin: actor.origin, table: "clients" };
    expect(await entries()).toMatchObject([
      { ...by, action: "insert", before: null, after: { name: "Éva", notes: "Brest" } },
      { ...by, action: "update", before: { notes: "Brest" }, after: { notes: "Rennes" } },
      { ...by, action: "delete", before: { name: "Éva", notes: "Rennes" }, after: null },
    ]);
  },
);

test("what changes nothing, and what is rolled back, is not told", async () => {
  const { studio, entries } = await audited();
  await studio.write((db) => db.insert(clients).values({ name: "Éva" }));
  await studio.write((db) => db.update(clients).set({ name: "Éva" }));
  const undone = studio.write(async (db) => {
    await db.update(clients).set({ name: "Ada" });
    throw new Error("undone");
  });
  await expect(undone).rejects.toThrow("undone");
  expect(await entries()).toHaveLength(1);
});

test("each row of one statement is told, also those that go with another", async () => {
  const { studio, entries } = await audited();
  await studio.write((db) =>
    db.execute(
      sql`insert into clients (name) select 'Client ' || n from generate_series(1, 500) n`,
    ),
  );
  await studio.write(async (db) => {
    await db.execute(sql`insert into projects (client_id, title, kind)
      select id, 'Premier', 'album' from clients limit 1`);
    await db.execute(sql`insert into tracks (project_id, position, title)
      select id, n, 'Piste ' || n from projects, generate_series(1, 3) n`);
    await db.delete(projects);
  });
  const counts = Map.groupBy(await entries(), ({ table, action }) => `${table} ${action}`);
  expect(Object.fromEntries([...counts].map(([what, list]) => [what, list.length]))).toEqual({
    "clients insert": 500,
    "projects insert": 1,
    "tracks insert": 3,
    "projects delete": 1,
    "tracks delete": 3,
  });
});

test("an upsert tells what it added and what it changed", async () => {
  const { studio, entries } = await audited();
  const [row] = await studio.write((db) =>
    db.insert(clients).values({ name: "Éva" }).returning({ id: clients.id }),
  );
  await studio.write((db) =>
    db
      .insert(clients)
      .values([{ id: row!.id, name: "Éva M." }, { name: "Ada" }])
      .onConflictDoUpdate({
        target: [clients.studioId, clients.id],
        set: { name: sql`excluded.name` },
      }),
  );
  const [, ...rest] = await entries();
  expect(rest.map(({ action, after }) => `${action} ${String(after?.["name"])}`)).toEqual(
    expect.arrayContaining(["insert Ada", "update Éva M."]),
  );
  expect(rest).toHaveLength(2);
});

test("what a job carries is left out", async () => {
  const { studio, entries } = await audited();
  const secret = "https://rsm.test/link/s3cret";
  await studio.write((db) => db.insert(outbox).values({ kind: "mail", payload: { secret } }));
  await studio.write((db) => db.update(outbox).set({ payload: {}, attempts: 1 }));
  const told = await entries();
  expect(told).toMatchObject([
    { action: "insert", after: { kind: "mail" } },
    { action: "update", before: { attempts: 0 }, after: { attempts: 1 } },
  ]);
  expect(JSON.stringify(told)).not.toContain("s3cret");
  expect(told.every(({ before, after }) => !("payload" in { ...before, ...after }))).toBe(true);
});

test("the app adds, changes and deletes no entry, and no studio reads another's", async () => {
  const { studio, entries } = await audited();
  await studio.write((db) => db.insert(clients).values({ name: "Éva" }));
  const tries = [
    studio.write((db) =>
      db.insert(audit).values({ tableName: "clients", rowId: actor.userId, action: "delete" }),
    ),
    studio.write((db) => db.update(audit).set({ actor: null })),
    studio.write((db) => db.delete(audit).where(eq(audit.actor, actor.userId))),
  ];
  for (const outcome of await Promise.allSettled(tries)) {
    expect(outcome.status === "rejected" && codeOf(outcome.reason)).toBe("42501");
  }
  expect(await entries()).toHaveLength(1);
  expect(await (await audited()).entries()).toEqual([]);
});

test("what the platform does itself has no actor", async () => {
  const { write, read } = await newStudio();
  await write((db) => db.insert(clients).values({ name: "Éva" }));
  expect(await read((db) => db.select(told).from(audit))).toMatchObject([
    { actor: null, origin: null, action: "insert" },
  ]);
});
