import { afterAll, describe, expect, test } from "vitest";
import { openClient } from "#db/connections/client.ts";
import { testPlatform } from "../support/platform.ts";
import { attack } from "./attacks.ts";
import { APPEND_ONLY, findFaults, listTableNames, UNAUDITED } from "./catalogue.ts";
import { EXAMPLE_ID } from "./examples.ts";
import { layOut } from "./field.ts";

// What each check is for is taken away from one table after the other: the checks must say so.
const { field, addressOf, admin } = await layOut(await testPlatform());
const { schema } = field;
const tables = await listTableNames(admin, schema);
const [app, owner] = [await addressOf("app"), await addressOf("owner")];
const asOwner = openClient(owner, { max: 1, applicationName: "mutation" });

afterAll(async () => {
  await asOwner.end();
  await admin.end();
});

const scope = "studio_id = current_setting('app.studio_id')::uuid";
const unpoliced = "drop policy scope on TABLE; create policy scope on TABLE using";

type Deformation = [what: string, sql: string, words: string];

const unaudited: Deformation[] = ["insert", "update", "delete"].flatMap((verb) => [
  [`no audit of ${verb}`, `drop trigger audit_${verb} on TABLE`, "is not audited"],
  [
    `an audit of ${verb} that is off`,
    `alter table TABLE disable trigger audit_${verb}`,
    "is not audited",
  ],
]);

const rights: Deformation[] = ["insert", "update", "delete"].map((right) => [
  `a right to ${right}`,
  `grant ${right} on TABLE to rsm_app`,
  "gives other rights",
]);

const told: Deformation[] = [
  ["a secret that is told", "select rsm.audit('TABLE'::regclass)", "is not audited"],
];

/** What a migration could do to a table, and the words that say so. */
const deformations = (table: string): Deformation[] => [
  ...(table === APPEND_ONLY ? rights : UNAUDITED.includes(table) ? [] : unaudited),
  ...(table === "outbox" ? told : []),
  ["a right too many", "grant truncate on TABLE to rsm_app", "gives other rights"],
  ["a right on a column", "grant select (id) on TABLE to public", "gives other rights"],
  [
    "a foreign key without the studio",
    "alter table TABLE add unique (id, studio_id), add column peer uuid, add foreign key (peer, studio_id) references TABLE (id, studio_id)",
    "does not refer to studio_id",
  ],
  [
    "a unique index without the studio",
    "create unique index on TABLE (created_at) where false",
    "unique",
  ],
  ["no default", "alter table TABLE alter studio_id drop default", "does not default to the scope"],
  ["a view beside it", "create view beside as select * from TABLE", "is no table"],
  [
    "a function with its owner's rights",
    "create function rsm.peek() returns bigint language sql security definer as 'select count(*) from TABLE'",
    "runs with its owner's rights",
  ],
];

const cascades = await admin<{ table: string; follower: string }[]>`
  select confrelid::regclass::text as table, c.relname::text as follower
  from pg_constraint k join pg_class c on c.oid = k.conrelid
  where k.confdeltype = 'c' and c.relnamespace = ${schema}::regnamespace`;
const followers = new Map<string, string[]>();
for (const { table, follower } of cascades) {
  const name = table.replace(`${schema}.`, "");
  followers.set(name, [...(followers.get(name) ?? []), follower]);
}

/** Triggers by which a change of one table writes into another. */
const writing = await admin<{ table: string; name: string }[]>`
  select c.relname::text as table, t.tgname::text as name
  from pg_trigger t join pg_class c on c.oid = t.tgrelid
  where c.relnamespace = ${schema}::regnamespace
    and t.tgfoid in ('rsm.record_change'::regproc, 'rsm.gather_contacts'::regproc)`;

describe.each(tables)("%s", (table) => {
  const alone = [table, ...(followers.get(table) ?? [])];
  const echoes = (verb: "disable" | "enable") =>
    writing
      .filter((trigger) => alone.includes(trigger.table))
      .map((trigger) => `alter table ${schema}.${trigger.table} ${verb} trigger ${trigger.name}`)
      .join("; ");

  test.each([
    {
      broken: "without its policy",
      sql: "drop policy scope on TABLE",
      undo: `create policy scope on TABLE using (${scope}) with check (${scope})`,
      fault: "has other policies than the scope",
      reached: ["select from own"],
    },
    {
      broken: "with a policy that lets all rows pass",
      sql: `${unpoliced} (true)`,
      undo: `${unpoliced} (${scope}) with check (${scope})`,
      fault: "has other policies than the scope",
      reached: ["select from other", "copy from unset", "update from other", "upsert from other"],
    },
    {
      broken: "with a policy that does not check what is written",
      sql: `${unpoliced} (${scope}) with check (true)`,
      undo: `${unpoliced} (${scope}) with check (${scope})`,
      fault: "has other policies than the scope",
      reached: ["insert from other"],
    },
    {
      broken: "with row-level security off",
      sql: "alter table TABLE disable row level security",
      undo: "alter table TABLE enable row level security",
      fault: "has no row-level security",
      reached: ["select from other", "lock from malformed", "delete returning from other"],
    },
    {
      broken: "not binding its owner",
      sql: "alter table TABLE no force row level security",
      undo: "alter table TABLE force row level security",
      fault: "does not bind its owner",
      role: owner,
      reached: ["select from other", "update from other", "delete from other"],
    },
    {
      broken: "without its guard",
      sql: "alter table TABLE disable trigger guard",
      undo: "alter table TABLE enable trigger guard",
      fault: "has no guard",
      reached: ["insert from closed", "upsert from closed", "update from closed"],
    },
  ])("$broken", async ({ sql, undo, fault, reached, role = app }) => {
    const change = (text: string) => asOwner.unsafe(text.replaceAll("TABLE", `${schema}.${table}`));
    await change(sql);
    // What triggers write elsewhere meets a policy and a guard there: here the table stands alone, with
    // those whose rows go with its.
    await change(echoes("disable"));
    const [faults, found] = [
      await findFaults(admin, schema, false),
      await attack(role, field, [table]),
    ];
    await change(echoes("enable"));
    await change(undo);
    expect(faults).toContain(`${table} ${fault}`);
    // What the app may not write in any scope, no broken policy lets it write.
    const ways = reached.filter((way) => role === owner || isReached(table, way));
    expect(found).toEqual(expect.arrayContaining(ways.map((way) => `${table}: ${way} scope`)));
    expect(await findFaults(admin, schema, false)).toEqual([]);
  });

  test.each(deformations(table))("%s", async (_, sql, words) => {
    const faults = await asOwner
      .begin(async (transaction) => {
        // A key is checked by a query, which the policy binds.
        await transaction.unsafe(
          `set local search_path = ${schema}, public; set local app.studio_id = '${EXAMPLE_ID}'`,
        );
        await transaction.unsafe(sql.replaceAll("TABLE", `${schema}.${table}`));
        throw new Undone(await findFaults(transaction, schema, false));
      })
      .catch((error: unknown) => {
        if (error instanceof Undone) return error.faults;
        throw error;
      });
    expect(faults.join("\n")).toContain(words);
  });
});

function isReached(table: string, way: string): boolean {
  return table !== APPEND_ONLY || /^(select|count|copy) /.test(way);
}

/** Ends a transaction without a trace of what was changed in it. */
class Undone extends Error {
  readonly faults: string[];
  constructor(faults: string[]) {
    super();
    this.faults = faults;
  }
}
