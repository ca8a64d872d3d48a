import { randomUUID } from "node:crypto";
import { afterAll, expect, test } from "vitest";
import { openClient } from "#db/connections/client.ts";
import { testPlatform } from "../support/platform.ts";
import { EXAMPLE_ID, OTHER_CLIENT_ID } from "./examples.ts";
import { layOut } from "./field.ts";

// Whether a row of another studio exists is not to be learnt by referring to it: the keys answer as
// they do for a row that is nowhere. Every foreign key is found in the catalogue.
const { field, addressOf, admin } = await layOut(await testPlatform());
const { schema, victim, other } = field;
const app = openClient(await addressOf("app"), { max: 1, applicationName: "references" });
afterAll(() => Promise.all([app.end(), admin.end()]));

const keys = await admin<{ table: string; column: string; target: string }[]>`
  select c.relname::text as table, a.attname::text as column, f.relname::text as target
  from pg_constraint k join pg_class c on c.oid = k.conrelid join pg_class f on f.oid = k.confrelid
  join pg_attribute a on a.attrelid = c.oid and a.attnum = k.conkey[2]
  where k.contype = 'f' and k.conparentid = 0 and c.relnamespace = ${schema}::regnamespace
    and cardinality(k.conkey) = 2
  order by 1, 2`;

test("the tables refer to each other", () => {
  expect(keys.length).toBeGreaterThan(4);
});

test.each(keys.map((key) => ({ ...key })))(
  "$table, by its $column, refuses another studio's row as it does a row that is nowhere",
  async ({ table, column, target }) => {
    const [theirs, nothing] = [randomUUID(), randomUUID()];
    await addAlone(target, theirs);
    const [got, none] = [await refer(table, column, theirs), await refer(table, column, nothing)];
    expect(got).toEqual(none);
    expect(got.code).toBe("23503");
    expect(await refer(table, column, EXAMPLE_ID)).toEqual({ code: undefined });
  },
);

test("the id of another studio's row is free to be used", async () => {
  const id = randomUUID();
  await addAlone("rooms", id);
  const add = app.begin(async (sql) => {
    await sql`select rsm.enter(${other}, ${schema}, 1, null, true)`;
    return sql`insert into rooms (id, name, kind) values (${id}, 'Mine', 'live') returning name`;
  });
  expect(await add).toEqual([{ name: "Mine" }]);
});

let days = 0;

/** A row of the victim's that has its like in no other studio. */
async function addAlone(table: string, id: string) {
  // A day of its own: a room is booked once.
  const day = new Date(Date.UTC(2031, 4, (days += 1))).toISOString().slice(0, 10);
  const times = { starts_at: `${day}T09:00:00Z`, ends_at: `${day}T10:00:00Z`, occurrence_day: day };
  const code = Array.from(id.slice(-5), (digit) => "23456789ABCDEFGH"[parseInt(digit, 16)]).join(
    "",
  );
  const unlike = {
    id,
    name: id,
    title: id,
    position: 99,
    code,
    email: `${id}@test`,
    ...times,
  };
  await app.begin(async (sql) => {
    await sql`select rsm.enter(${victim}, ${schema}, 1, null, true)`;
    await sql.unsafe(
      `insert into ${table} select (jsonb_populate_record(null::${table}, to_jsonb(t) || $1::text::jsonb)).*
       from ${table} t where id = $2`,
      [JSON.stringify(unlike), EXAMPLE_ID],
    );
  });
}

/** The examples name a person, and a row names one thing. */
const INSTEAD: Record<string, string> = {
  "allocations.room_id": ", person_id = null, role = null, equipment_id = null",
  "allocations.equipment_id": ", person_id = null, role = null, room_id = null",
  "allocations.person_id": ", role = 'engineer', room_id = null, equipment_id = null",
  "checkouts.session_id": ", person_id = null",
  "checkouts.person_id": ", session_id = null",
  "client_links.client_id": `, member_id = '${OTHER_CLIENT_ID}'`,
  "client_merges.kept_id": `, gone_id = '${OTHER_CLIENT_ID}'`,
  "client_links.member_id": `, client_id = '${OTHER_CLIENT_ID}'`,
  "client_merges.gone_id": `, kept_id = '${OTHER_CLIENT_ID}'`,
  "clients.merged_into": ", archived_at = now()",
  "feeds.room_id": ", person_id = null, client_id = null",
  "feeds.person_id": ", room_id = null, client_id = null",
  "feeds.client_id": ", room_id = null, person_id = null",
  "departures.left_room_id": ", left_person_id = null, left_client_id = null",
  "departures.left_person_id": ", left_room_id = null, left_client_id = null",
  "departures.left_client_id": ", left_room_id = null, left_person_id = null",
};

/** What the database says to the other studio when a row of its own is to refer to this one. */
async function refer(table: string, column: string, id: string) {
  const change = app.begin(async (sql) => {
    await sql`select rsm.enter(${other}, ${schema}, 1, null, true)`;
    const instead = INSTEAD[`${table}.${column}`] ?? "";
    const changed = await sql.unsafe(
      `update ${table} set ${column} = $1 ${instead} where id = $2`,
      [id, EXAMPLE_ID],
    );
    await sql`set constraints all immediate`;
    if (changed.count !== 1) throw new Error(`the example of ${table} is not there`);
  });
  return change.then(
    () => ({ code: undefined }),
    ({ code, message, detail, hint, where, constraint_name }: Record<string, unknown>) => ({
      code,
      text: [message, detail, hint, where].join("\n").replaceAll(id, "…"),
      constraint_name,
    }),
  );
}
