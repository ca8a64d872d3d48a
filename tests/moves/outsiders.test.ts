import type { TransactionSql } from "postgres";
import { expect, test, vi } from "vitest";
import { type Client, openClient } from "#db/connections/client.ts";
import { codeOf } from "#db/connections/errors.ts";
import { asMover } from "#db/moves/mover.server.ts";
import { findMoveUnderWay, placesOf } from "#db/moves/move.server.ts";
import { listTables, qualified } from "#db/moves/tables.server.ts";
import type { Place } from "#db/places.server.ts";
import { APPEND_ONLY } from "../isolation/catalogue.ts";
import { testPlatform } from "../support/platform.ts";
import { fill } from "./content.ts";
import { startMover } from "./movers.ts";

// While a studio moves, its rows are at two places. At each step: who gets at them, and where?

vi.setConfig({ testTimeout: 240_000 });

const { platform, prefix, newStudio } = await testPlatform();

type Access = "writes" | "reads" | "nothing";

/** What a studio may do at a place by the app's role, with what others and no scope get at there. */
async function probe(place: Place, studioId: string, epoch: number, neighbourId: string) {
  const address = await platform.clusters.address(place.cluster, place.database, "app");
  const app = openClient(address, { max: 1, applicationName: "test" });
  const tables = await asMover(platform, place, "test", (sql) => listTables(sql, place.schema));
  try {
    const access = await accessOf(app, place.schema, studioId, epoch);
    const leaks: string[] = [];
    for (const { name } of tables) {
      const table = qualified(place.schema, name);
      // The app has no right to change it, whatever the scope and the fence.
      const isReadOnly = name === APPEND_ONLY;
      if ((await inScope(app, undefined, `select from ${table}`)) !== "22P02") {
        leaks.push(`${table} is read without a scope`);
      }
      for (const verb of ["select * from", "update", "delete from"]) {
        const change = verb === "update" ? "set updated_at = now()" : "";
        const statement = `${verb} ${table} ${change} where studio_id = '${studioId}'`;
        const expected = isReadOnly && !verb.startsWith("select") ? "42501" : 0;
        if ((await inScope(app, neighbourId, statement)) !== expected) {
          leaks.push(`${table}: a neighbour's ${verb}`);
        }
      }
      const raw = await inScope(app, studioId, `delete from ${table} where false`);
      if ((raw === 0) !== (access === "writes" && !isReadOnly))
        leaks.push(`${table}: a raw write gives ${raw}`);
    }
    return { access, leaks };
  } finally {
    await app.end();
  }
}

async function accessOf(app: Client, schema: string, studioId: string, epoch: number) {
  const enters = (writing: boolean) =>
    undone(app, async (sql) => {
      await sql`select rsm.enter(${studioId}, ${schema}, ${epoch}, null, ${writing})`;
      return "entered";
    });
  if ((await enters(true)) === "entered") return "writes";
  return (await enters(false)) === "entered" ? "reads" : "nothing";
}

/** How many rows a statement gets at from a scope, or the code with which it is refused. */
function inScope(app: Client, scope: string | undefined, statement: string) {
  return undone(app, async (sql) => {
    // Set for a transaction before, a setting is empty in the next, not unset.
    await sql`select set_config('app.studio_id', ${scope ?? ""}, true)`;
    return (await sql.unsafe(statement)).count;
  });
}

async function undone<T>(app: Client, work: (sql: TransactionSql) => Promise<T>) {
  let result: T | undefined;
  try {
    await app.begin(async (sql) => {
      result = await work(sql);
      throw new Error("undone");
    });
  } catch (error) {
    return result ?? codeOf(error);
  }
}

const steps: { step: string; source: Access; target: Access }[] = [
  ...["copy", "tail", "verify", "fence"].map(
    (step) => ({ step, source: "writes", target: "nothing" }) as const,
  ),
  { step: "flip", source: "reads", target: "nothing" },
  { step: "check", source: "nothing", target: "writes" },
];

const studio = await newStudio();
const here = await newStudio();
const north = await newStudio({ cluster: "north" });
const { slug, studioId } = studio.placement;
await fill(studio);

test.each([
  { way: "there", to: { isolation: "shared", cluster: "north" }, epoch: 1 },
  { way: "back", to: "back", epoch: 2 },
] as const)(
  "of a studio that moves, nobody gets at a row on the way $way",
  async ({ to, epoch }) => {
    const mover = startMover({ prefix, slug, to, stopAt: "every step" });
    await mover.reaches("provision");
    mover.goOn();
    if (to !== "back") {
      await mover.reaches("wire");
      mover.goOn();
    }
    for (const { step, source, target } of steps) {
      if (to === "back" && step === "copy") continue;
      await mover.reaches(step);
      const move = (await findMoveUnderWay(platform.operations.db, studioId))!;
      const places = await placesOf(platform.operations.db, move);
      const ends = [places.from, places.to].map((place) =>
        probe(
          place,
          studioId,
          place === places.to ? epoch + 1 : epoch,
          (place.cluster === "north" ? north : here).placement.studioId,
        ),
      );
      const [atSource, atTarget] = await Promise.all(ends);
      expect({ step, atSource, atTarget }).toEqual({
        step,
        atSource: { access: source, leaks: [] },
        atTarget: { access: target, leaks: [] },
      });
      mover.goOn();
    }
    await mover.reaches("soak");
    mover.goOn();
    await mover.ended;
  },
);
