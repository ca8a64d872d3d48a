import { sql } from "drizzle-orm";
import { describe, expect, test } from "vitest";
import type { Client } from "#db/connections/client.ts";
import { openClient } from "#db/connections/client.ts";
import { moveStudio } from "#db/moves/engine.server.ts";
import { asMover } from "#db/moves/mover.server.ts";
import { planPromotion } from "#db/moves/operations.server.ts";
import { verifyStudio } from "#db/moves/verify.server.ts";
import type { Placement } from "#db/placements.server.ts";
import type { TestStudio } from "../support/platform.ts";
import { testPlatform } from "../support/platform.ts";
import { fill } from "./content.ts";

const { platform, newStudio, reopen } = await testPlatform();

async function failedChecks({ placement }: TestStudio): Promise<Record<string, string>> {
  const now = (await reopen(placement.slug)).placement;
  const { ok, checks } = await verifyStudio(platform, now);
  const failed = checks.filter((check) => !check.ok);
  expect(ok).toBe(failed.length === 0);
  return Object.fromEntries(failed.map(({ name, detail }) => [name, detail]));
}

/** As the mover, past triggers, foreign keys and policies: how a fault would come in. */
async function plant(at: Placement, work: (sql: Pick<Client, "unsafe">) => Promise<unknown>) {
  await asMover(platform, at, "test", (sql) =>
    sql.begin(async (transaction) => {
      await transaction`set local session_replication_role = replica`;
      await transaction.unsafe(`set local search_path = "${at.schema}", public`);
      await work(transaction);
    }),
  );
}

async function asOwner(at: Placement, text: string) {
  const owner = await platform.clusters.address(at.cluster, at.database, "owner");
  const sql = openClient(owner, { max: 1, applicationName: "test" });
  try {
    await sql.unsafe(text);
  } finally {
    await sql.end();
  }
}

test.each(["shared", "schema", "dedicated"] as const)("a %s studio is clean", async (isolation) => {
  const studio = await newStudio({ isolation });
  await fill(studio);
  expect(await failedChecks(studio)).toEqual({});
});

test("an orphan is found", async () => {
  const studio = await newStudio();
  await fill(studio);
  await plant(studio.placement, (sql) =>
    sql.unsafe("delete from clients where studio_id = $1", [studio.placement.studioId]),
  );
  const { references } = await failedChecks(studio);
  expect(references).toContain("1 rows of projects refer to no row of clients");
  expect(references).toContain("200 rows of sessions refer to no row of clients");
});

test("a row of another studio in a place of one is found, and that its check is gone", async () => {
  const studio = await newStudio({ isolation: "dedicated" });
  const { schema } = studio.placement;
  await asOwner(studio.placement, `alter table "${schema}".rooms drop constraint one_studio`);
  await plant(studio.placement, (sql) =>
    sql.unsafe("insert into rooms (studio_id, name, kind) values (uuidv7(), 'Foreign', 'live')"),
  );
  expect(await failedChecks(studio)).toEqual({
    protection: "rooms lacks the check that binds it to its one studio",
    "one studio": "rooms has 1 rows of another studio",
  });
});

describe("a table of a place that lacks", () => {
  test.each([
    ["forced row-level security", "alter table rooms no force row level security"],
    ["the scope as its only policy", "create policy open on rooms for select using (true)"],
    ["the guard", "alter table rooms disable trigger guard"],
    ["the audit of its changes", "alter table rooms disable trigger audit_update"],
    ["the audit of its changes", "drop trigger audit_delete on rooms"],
    ["rights by which the app only reads it", "grant insert on audit to rsm_app"],
    ["rights by which the app only reads it", "grant update (actor) on audit to rsm_app"],
    ["a key that begins with studio_id", "alter table outbox drop constraint outbox_pkey"],
  ])("%s is found", async (lack, statement) => {
    const studio = await newStudio({ isolation: "dedicated" });
    await asOwner(studio.placement, `set search_path = "${studio.placement.schema}"; ${statement}`);
    expect((await failedChecks(studio)).protection).toContain(`lacks ${lack}`);
  });
});

test("a fence that is closed, or at another epoch, is found", async () => {
  const studio = await newStudio();
  const { studioId } = studio.placement;
  const set = (change: string) =>
    plant(studio.placement, (sql) =>
      sql.unsafe(`update rsm.fences set ${change} where studio_id = $1`, [studioId]),
    );
  await set("state = 'closed'");
  expect(await failedChecks(studio)).toEqual({
    fence: "closed at epoch 1; control says open at epoch 1",
  });
  await set("state = 'open', epoch = 7");
  expect(await failedChecks(studio)).toEqual({
    fence: "open at epoch 7; control says open at epoch 1",
  });
});

test.each([
  { engine: "replication", to: { cluster: "north" }, fault: /^rooms [0-9a-f-]{36} differs in / },
  {
    engine: "journal",
    to: { isolation: "schema" },
    fault: /^rooms in .* is not as it was verified$/,
  },
] as const)(
  "by $engine: a second open fence and a write to the kept copy are found",
  async ({ to, fault }) => {
    const studio = await newStudio();
    const { studioId, database } = studio.placement;
    await fill(studio);
    await moveStudio(platform, planPromotion(studio.placement, to));
    await studio.write((db) => db.execute(sql`insert into clients (name) values ('Since')`));
    expect(await failedChecks(studio)).toEqual({});
    await plant(studio.placement, async (sql) => {
      await sql.unsafe("update rsm.fences set state = 'open' where studio_id = $1", [studioId]);
      await sql.unsafe(
        "update rooms set name = name || '!' where kind = 'live' and studio_id = $1",
        [studioId],
      );
    });
    expect(await failedChecks(studio)).toEqual({
      "other places": `${database}.studios on main is open at epoch 1`,
      "kept copy": expect.stringMatching(fault),
    });
  },
);

test("an open fence in a shared place that control does not know of is found", async () => {
  const studio = await newStudio();
  const neighbour = await newStudio({ cluster: "north" });
  await plant(neighbour.placement, (sql) =>
    sql.unsafe("insert into rsm.fences values ('studios', $1, 'open', 9)", [
      studio.placement.studioId,
    ]),
  );
  expect((await failedChecks(studio))["other places"]).toContain("on north is open at epoch 9");
});
