import { sql } from "drizzle-orm";
import { expect, onTestFinished, test } from "vitest";
import { type Client, openClient } from "#db/connections/client.ts";
import { codeOf } from "#db/connections/errors.ts";
import { clients } from "#db/schema/studio/index.ts";
import { type TestStudio, testPlatform } from "../support/platform.ts";
import { openPooler, poolerVersion } from "./pooler.ts";

// PgBouncer in transaction mode, with ONE server connection for two studios. Where the machine has
// none these tests are left out, and their names say so.
const version = poolerVersion();
const here = version ? `here is ${version.join(".")}` : "here is none";
const canPrepare = version && (version[0] > 1 || version[1] >= 21);

const { platform, newStudio } = await testPlatform();
const [one, other] = [await newStudio(), await newStudio()];
const { cluster, database, schema } = one.placement;
const address = await platform.clusters.address(cluster, database, "app");
await one.write((db) => db.insert(clients).values({ name: "Nadia" }));
await other.write((db) => db.insert(clients).values({ name: "Ousmane" }));

const scope = `select current_setting('app.studio_id', true) as studio,
  current_setting('search_path') as path, pg_backend_pid() as pid`;
const names = `select name from ${schema}.clients`;

// The entry by itself, in statements that are not prepared: what every version can carry.
test.skipIf(!version)(`a transaction leaves no scope behind in PgBouncer (${here})`, async () => {
  const pooler = await openPooler(address);
  onTestFinished(pooler.close);
  const [a, b] = [pooled(pooler.address), pooled(pooler.address)];
  const pids = new Set<unknown>();
  for (const end of ["commit", "rollback", "select 1 / 0", "commit", "rollback"]) {
    for (const { client, next, studio, name } of [
      { client: a, next: b, studio: one, name: "Nadia" },
      { client: b, next: a, studio: other, name: "Ousmane" },
    ]) {
      const seen = await visit(client, studio, end);
      expect(seen.scope).toMatchObject({
        studio: studio.placement.studioId,
        path: `${schema}, public`,
      });
      expect(seen.names).toEqual([name]);
      pids.add(seen.scope?.pid);
      // The other client gets the same server connection, and finds nothing on it.
      const [left] = await next.unsafe(scope).simple();
      expect(left).toMatchObject({ pid: seen.scope?.pid, path: '"$user", public' });
      expect(left?.studio ?? "").toBe("");
      const unscoped = next.unsafe(names).simple();
      await expect(unscoped).rejects.toSatisfy((error) => codeOf(error) === "22P02");
    }
  }
  expect(pids.size).toBe(1);
  await Promise.all([a.end(), b.end()]);
});

// The app prepares its statements, which PgBouncer follows from 1.21 on.
test.skipIf(!canPrepare)(
  `two studios work apart on one connection of PgBouncer 1.21 or later (${here})`,
  async () => {
    const pooler = await openPooler(address);
    onTestFinished(pooler.close);
    const { studios, close } = pooler.studios([one.placement, other.placement]);
    const turns = Array.from({ length: 40 }, (_, n) => n);
    const seen = await Promise.all(
      turns.map(async (n) => {
        const studio = studios[n % 2]!;
        const failing = studio.write((db) => db.execute(sql`select 1 / 0`));
        const code = await failing.then(() => undefined, codeOf);
        const rows = await studio.read((db) => db.select({ name: clients.name }).from(clients));
        return { code, rows };
      }),
    );
    const rows = [[{ name: "Nadia" }], [{ name: "Ousmane" }]];
    expect(seen).toEqual(turns.map((n) => ({ code: "22012", rows: rows[n % 2] })));
    await close();
  },
);

function pooled(to: Parameters<typeof openClient>[0]): Client {
  return openClient(to, { max: 1, applicationName: "pooled" });
}

/** Enters, looks, and ends the transaction, or lets it fail at the end. */
async function visit(client: Client, { placement }: TestStudio, end: string) {
  const { studioId, epoch } = placement;
  const enter = `select rsm.enter('${studioId}', '${schema}', ${epoch}, null, true)`;
  await client.unsafe(`begin; ${enter}`).simple();
  const [seen] = await client.unsafe(scope).simple();
  const rows = await client.unsafe(names).simple();
  const code = await client
    .unsafe(end)
    .simple()
    .then(() => undefined, codeOf);
  if (code) await client.unsafe("rollback").simple();
  return { scope: seen, names: rows.map((row) => row.name as string) };
}
