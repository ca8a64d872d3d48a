import { sql } from "drizzle-orm";
import { expect, test } from "vitest";
import { openClient } from "#db/connections/client.ts";
import { sessions } from "#db/schema/studio/index.ts";
import { testPlatform } from "../../../tests/support/platform.ts";
import { bookedIn } from "./session-lists.server.ts";

const { platform, newStudio } = await testPlatform();
const { placement, read } = await newStudio();

// Forty sessions a day for three years, among a thousand studios that have eight each.
const admin = openClient(await platform.clusters.address("main", placement.database, "admin"), {
  max: 1,
  applicationName: "calendar speed",
});
await admin.begin(async (transaction) => {
  await transaction`set local session_replication_role = replica`;
  await transaction`
    insert into studios.sessions (studio_id, room_id, client_id, project_id, kind, starts_at,
      ends_at)
    select case when n % 20 = 0 then ${placement.studioId}::uuid else lpad(to_hex(n / 100 % 1000), 32, '0')::uuid end,
      gen_random_uuid(), gen_random_uuid(), gen_random_uuid(), 'recording', starts_at, starts_at + interval '3 hours'
    from generate_series(1, 800000) n,
      lateral (select timestamptz '2024-01-01 08:00Z' + n / 800 * interval '1 day'
        + n % 4 * interval '3 hours') s (starts_at)
    where n % 20 = 0 or n % 100 = 1`;
});
await admin`analyze studios.sessions`;
await admin.end();

test("a week is one range of sessions_by_time, whatever lies before it", async () => {
  const span = { from: new Date("2026-05-04T04:00Z"), until: new Date("2026-05-11T04:00Z") };
  const [row] = await read((db) =>
    db.execute<{ "QUERY PLAN": [{ Plan: Plan }] }>(
      sql`explain (analyze, format json) select * from ${bookedIn(db, span, {})}`,
    ),
  );
  const walk = (plan: Plan): Plan[] => [plan, ...(plan.Plans ?? []).flatMap(walk)];
  const scans = walk(row!["QUERY PLAN"][0].Plan).filter((it) => it["Relation Name"]);
  expect(scans).toMatchObject([{ "Relation Name": "sessions", "Index Name": "sessions_by_time" }]);
  expect(scans[0]?.["Rows Removed by Filter"] ?? 0).toBe(0);
  const [counted] = await read((db) =>
    db.select({ all: sql<number>`count(*)::int` }).from(sessions),
  );
  expect(counted?.all).toBe(40_000);
});

type Plan = {
  "Relation Name"?: string;
  "Index Name"?: string;
  "Rows Removed by Filter"?: number;
  Plans?: Plan[];
};
