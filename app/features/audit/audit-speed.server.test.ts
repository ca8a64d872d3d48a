import { sql, type SQL } from "drizzle-orm";
import { expect, test } from "vitest";
import { openClient } from "#db/connections/client.ts";
import type { StudioDb } from "#db/studio.server.ts";
import { idAt } from "#app/lib/id-at.ts";
import { testPlatform } from "../../../tests/support/platform.ts";
import { type ChangeQuery, selectChanges } from "./audit.server.ts";

const { platform, newStudio } = await testPlatform();
const { placement, read } = await newStudio();
const actor = "00000000-0000-4000-8000-000000000007";
const address = "203.0.113.7";
const timeZone = "Europe/Paris";

// A second apart, 10,000 changes of the studio among 200,000 of twenty others. What is filtered for is
// rare in it and common elsewhere.
const admin = openClient(await platform.clusters.address("main", placement.database, "admin"), {
  max: 1,
  applicationName: "audit speed",
});
await admin.begin(async (transaction) => {
  await transaction`set local session_replication_role = replica`;
  await transaction`
    insert into studios.audit
      (studio_id, id, actor, origin, table_name, row_id, action, before, after)
    select case when mine then ${placement.studioId}::uuid
        else lpad(to_hex(n % 21), 32, '0')::uuid end,
      uuidv7(make_interval(secs => n - 210000)),
      case when mine and n % 2100 <> 0 then gen_random_uuid() else ${actor}::uuid end,
      case when mine and n % 2100 <> 0 then '198.51.100.' || n % 250 else ${address} end,
      case when mine and n % 2100 <> 0 then 'clients' else 'rooms' end,
      gen_random_uuid(),
      case when mine and n % 2100 <> 0 then 'update' else 'delete' end,
      '{"name": "A"}', '{"name": "B"}'
    from generate_series(1, 210000) n, lateral (select n % 21 = 0 as mine)`;
});
await admin`analyze studios.audit`;
await admin.end();

test.each<{ what: string; filter: Partial<ChangeQuery>; index: string }>([
  { what: "no filter", filter: {}, index: "audit_pkey" },
  { what: "an older page", filter: { after: idAt(daysAgo(1)) }, index: "audit_pkey" },
  { what: "a day", filter: { from: dayOf(1), to: dayOf(1) }, index: "audit_pkey" },
  { what: "a person", filter: { person: actor }, index: "audit_by_actor" },
  { what: "the platform", filter: { person: "platform" }, index: "audit_by_actor" },
  { what: "a kind of thing", filter: { thing: "rooms" }, index: "audit_by_table" },
  { what: "an action", filter: { action: "delete" }, index: "audit_by_action" },
  { what: "an address", filter: { address }, index: "audit_by_origin" },
  {
    what: "an older page of a person's",
    filter: { person: actor, after: idAt(daysAgo(1)) },
    index: "audit_by_actor",
  },
  {
    what: "a day of a thing's",
    filter: { thing: "clients", from: dayOf(1), to: dayOf(1) },
    index: "audit_by_table",
  },
  { what: "a row", filter: { row: actor }, index: "audit_by_row" },
])("$what is a range of $index among 210,000 changes", async ({ filter, index }) => {
  const scans = await read((db) =>
    scansOf(db, selectChanges(db, { ...filter, timeZone }).getSQL()),
  );
  expect(scans).toMatchObject([{ "Node Type": "Index Scan", "Index Name": index }]);
  const [{ "Actual Rows": rows, "Rows Removed by Filter": removed = 0 }] = scans as [Scan];
  expect(rows).toBeLessThanOrEqual(51);
  expect(removed).toBe(0);
});

type Scan = {
  "Node Type": string;
  "Index Name"?: string;
  "Actual Rows": number;
  "Rows Removed by Filter"?: number;
};
type Plan = Scan & { "Relation Name"?: string; Plans?: Plan[] };

/** How the app's role, in the studio's scope, reads the audit. */
async function scansOf(db: StudioDb, query: SQL): Promise<Scan[]> {
  const [row] = await db.execute<{ "QUERY PLAN": [{ Plan: Plan }] }>(
    sql`explain (analyze, format json) ${query}`,
  );
  const walk = (plan: Plan): Plan[] => [plan, ...(plan.Plans ?? []).flatMap(walk)];
  return walk(row!["QUERY PLAN"][0].Plan).filter((plan) => plan["Relation Name"] === "audit");
}

function daysAgo(days: number) {
  return new Date(Date.now() - days * 86_400_000);
}

function dayOf(days: number) {
  return daysAgo(days).toISOString().slice(0, 10);
}
