import { afterAll, describe, expect, test } from "vitest";
import { openClient } from "#db/connections/client.ts";
import { codeOf } from "#db/connections/errors.ts";
import { testPlatform } from "../support/platform.ts";
import { attack } from "./attacks.ts";
import { APPEND_ONLY, findFaults, listTableNames } from "./catalogue.ts";
import { examples } from "./examples.ts";
import { layOut } from "./field.ts";
import { forbiddenStatements } from "./forbidden.ts";

const installation = await testPlatform();
const { platform, newStudio } = installation;
const { place, field, addressOf, admin } = await layOut(installation);
const tables = await listTableNames(admin, place.schema);
const app = openClient(await addressOf("app"), { max: 1, applicationName: "isolation" });

afterAll(() => Promise.all([app.end(), admin.end()]));

test("every table of a studio has an example of a row", () => {
  expect(tables).toEqual(Object.keys(examples).sort());
});

test.each(["shared", "schema", "dedicated"] as const)(
  "the catalogue finds nothing against a %s place",
  async (isolation) => {
    const { placement } = await newStudio({ isolation });
    const { clusters } = platform;
    const address = await clusters.address(placement.cluster, placement.database, "admin");
    const sql = openClient(address, { max: 1, applicationName: "catalogue" });
    expect(await findFaults(sql, placement.schema, isolation !== "shared")).toEqual([]);
    await sql.end();
  },
);

test("the app gets at its own rows, and at no other", async () => {
  expect(await attack(await addressOf("app"), field, tables)).toEqual([]);
});

test("the attacks find a role that bypasses the policy", async () => {
  const found = await attack(await addressOf("mover"), field, tables);
  // A deletion's entry in the audit meets a policy of its own, and stops it: mutation.test.ts has that.
  const everything = tables.flatMap((table) =>
    ["select", "count", "lock", "copy", "insert", "upsert", "update"].map(
      (verb) => `${table}: ${verb} from other scope`,
    ),
  );
  expect(found).toEqual(expect.arrayContaining(everything));
});

describe.each(tables)("%s", (table) => {
  test("a row cannot change its studio", async () => {
    const change = app.begin(async (transaction) => {
      await transaction`select rsm.enter(${field.victim}, ${field.schema}, 1, null, true)`;
      await transaction.unsafe(`update ${table} set studio_id = '${field.other}'`);
    });
    await expect(change).rejects.toSatisfy((error) => codeOf(error) === "42501");
  });

  test.each([
    ["outside a scope", "", "", "TM002"],
    ["under REPEATABLE READ", "repeatable read", "own", "TM002"],
    ["behind a closed fence", "", "closed", "TM001"],
  ])("a write %s is refused by the guard", async (_, level, scope, code) => {
    const write = app.begin(level && `isolation level ${level}`, async (transaction) => {
      const studio = scope === "closed" ? field.closed : field.victim;
      if (scope) await transaction`select set_config('app.studio_id', ${studio}, true)`;
      await transaction.unsafe(`delete from ${field.schema}.${table} where false`);
    });
    // Whoever may not write at all is refused before the guard is asked.
    const expected = table === APPEND_ONLY ? "42501" : code;
    await expect(write).rejects.toSatisfy((error) => codeOf(error) === expected);
  });
});

test.each(["repeatable read", "serializable"])(
  "a studio is not entered under %s",
  async (level) => {
    const entry = app.begin(
      `isolation level ${level}`,
      (transaction) =>
        transaction`select rsm.enter(${field.victim}, ${field.schema}, 1, null, false)`,
    );
    await expect(entry).rejects.toSatisfy((error) => codeOf(error) === "TM002");
  },
);

test.each([
  { name: "rsm_app", memberships: null },
  { name: "rsm_shared", memberships: ["rsm_app inherit t set f"] },
])("$name owns nothing and may become nobody", async ({ name, memberships }) => {
  const [role] =
    await admin`select rolsuper, rolbypassrls, rolcreaterole, rolcreatedb, rolreplication,
      (select array_to_json(array_agg(concat_ws(' ', m.roleid::regrole::text,
        'inherit', m.inherit_option, 'set', m.set_option)))
        from pg_auth_members m where m.member = r.oid) as memberships,
      (select count(*)::int from pg_shdepend where refobjid = r.oid and deptype = 'o') as owned
    from pg_roles r where rolname = ${name}`;
  expect(role).toEqual({
    rolsuper: false,
    rolbypassrls: false,
    rolcreaterole: false,
    rolcreatedb: false,
    rolreplication: false,
    memberships,
    owned: 0,
  });
});

test("the app calls the entry, its locks and what finds clients, and no other function of ours", async () => {
  const functions = await admin<{ name: string }[]>`select proname as name from pg_proc
    where pronamespace = 'rsm'::regnamespace and has_function_privilege('rsm_app', oid, 'execute')
    order by 1`;
  expect(functions.map(({ name }) => name)).toEqual([
    "client_search",
    "enter",
    "enter",
    "fold",
    "gather_clients",
    "reader_key",
    "search_clients",
    "writer_key",
  ]);
});

test.each(forbiddenStatements(place.schema))("the app may not %s", async (statement) => {
  const attempt = app.begin(async (transaction) => {
    await transaction`select set_config('app.studio_id', ${field.victim}, true)`;
    await transaction.unsafe(statement);
  });
  await expect(attempt).rejects.toSatisfy((error) => codeOf(error) === "42501");
});

test("row-level security cannot be turned off to see more", async () => {
  const read = app.begin(async (transaction) => {
    await transaction`set local row_security = off`;
    return transaction.unsafe(`select * from ${place.schema}.clients`);
  });
  await expect(read).rejects.toSatisfy((error) => codeOf(error) === "42501");
});
