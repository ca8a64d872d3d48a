import { randomUUID } from "node:crypto";
import { afterAll, expect, test } from "vitest";
import { codeOf } from "#db/connections/errors.ts";
import { openClient } from "#db/connections/client.ts";
import { testPlatform } from "../support/platform.ts";
import { layOut } from "./field.ts";

// The one function that passes row-level security. It is attacked like a table, and so is one that has
// forgotten whose clients it is asked for.
const { field, addressOf, admin } = await layOut(await testPlatform());
const { schema, victim, other, closed } = field;
const app = openClient(await addressOf("app"), { max: 1, applicationName: "search" });
afterAll(() => Promise.all([app.end(), admin.end()]));

const mark = `proie ${randomUUID()}`;
await app.begin(async (sql) => {
  await sql`select rsm.enter(${victim}, ${schema}, 1, null, true)`;
  await sql`insert into clients (name) values (${mark})`;
});

/** How many of the victim's clients the search gives to whoever says to be that studio. */
async function findAs(studio: string | null, place = schema): Promise<number | string> {
  try {
    return await app.begin(async (sql) => {
      if (studio !== null) await sql`select set_config('app.studio_id', ${studio}, true)`;
      const found = await sql`
        select * from rsm.search_clients(${place}, ${mark}, array(select jsonb_array_elements_text(${JSON.stringify(mark.split(" "))}::text::jsonb)), 100)`;
      return found.length;
    });
  } catch (error) {
    return codeOf(error) ?? "";
  }
}

test("the search finds clients in the scope of their studio, and in no other", async () => {
  // By its name's beginning, and by its words.
  expect(await findAs(victim)).toBe(2);
  for (const studio of [other, closed]) expect(await findAs(studio)).toBe(0);
  expect(await findAs(randomUUID())).toBe("TM002");
  expect(await findAs(null)).toMatch(/^(42704|22P02)$/);
  expect(await findAs("")).toBe("22P02");
  expect(await findAs("' or true --")).toBe("22P02");
});

test("what is said to be a place, or typed, is never more than a name and a pattern", async () => {
  expect(await findAs(victim, "pg_catalog")).toBe("TM002");
  expect(await findAs(victim, `${schema}.clients --`)).toBe("TM002");
  const typed = await app.begin(async (sql) => {
    await sql`select set_config('app.studio_id', ${other}, true)`;
    const attempts = ["%", "_", "\\", "' or '' = '", "%' or true --", `${mark}' or '1' = '1`];
    const found = [];
    for (const attempt of attempts) {
      found.push(
        ...(await sql`select c.name from rsm.search_clients(${schema}, ${attempt}, array(select jsonb_array_elements_text(${JSON.stringify([attempt])}::text::jsonb)), 100) as found (id)
          join ${sql(schema)}.clients c on c.id = found.id`),
      );
    }
    return found;
  });
  expect(typed).toEqual([]);
});

test("a search that forgot whose clients it looks for would be seen to give others'", async () => {
  const [it] = await admin<{ definition: string }[]>`
    select pg_get_functiondef('rsm.search_clients(text, text, text[], integer)'::regprocedure) as definition`;
  const { definition } = it!;
  const forgetful = definition.replaceAll("where studio_id = $1", "where $1 is not null");
  expect(forgetful).not.toBe(definition);
  await admin.unsafe(forgetful);
  try {
    expect(await findAs(other)).toBe(2);
  } finally {
    await admin.unsafe(definition);
  }
  expect(await findAs(other)).toBe(0);
});

test("nobody signs in as the search, and nobody but the owner becomes it", async () => {
  const [role] = await admin`
    select rolcanlogin, rolsuper, rolbypassrls, rolcreaterole, rolcreatedb, rolreplication,
      (select array_to_json(array_agg(m.member::regrole::text)) from pg_auth_members m
        join pg_roles r on r.oid = m.member where m.roleid = s.oid and not r.rolsuper) as members
    from pg_roles s where rolname = 'rsm_search'`;
  expect(role).toEqual({
    ...{ rolcanlogin: false, rolsuper: false, rolbypassrls: true, rolcreaterole: false },
    ...{ rolcreatedb: false, rolreplication: false, members: ["rsm_owner"] },
  });
});
