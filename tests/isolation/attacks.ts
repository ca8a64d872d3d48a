import type { TransactionSql } from "postgres";
import { type Client, openClient } from "#db/connections/client.ts";
import { codeOf } from "#db/connections/errors.ts";
import type { Address } from "#db/connections/address.ts";
import { APPEND_ONLY } from "./catalogue.ts";
import { EXAMPLE_ID, examples } from "./examples.ts";

/** The studio whose rows are reached for, another that works beside it, and one whose fence is closed. */
export type Field = { schema: string; victim: string; other: string; closed: string };

/** From which scope: the setting as it is when the statement comes. */
export const SCOPES = ["own", "other", "unset", "empty", "malformed", "closed"] as const;
type Scope = (typeof SCOPES)[number];

type Attack = {
  verb: string;
  writes: boolean;
  alone?: true;
  run: (sql: TransactionSql, target: Target) => Promise<number>;
};
type Target = { table: string; studio: string; columns: string; row: string };

/** Each says how many of the victim's rows it got at. */
const ATTACKS: Attack[] = [
  reading("select", ({ table, studio }) => `select * from ${table} where studio_id = '${studio}'`),
  reading(
    "count",
    ({ table, studio }) =>
      `select 1 from ${table} group by studio_id having studio_id = '${studio}'`,
  ),
  reading(
    "lock",
    ({ table, studio }) => `select * from ${table} where studio_id = '${studio}' for update`,
  ),
  {
    verb: "copy",
    writes: false,
    // The driver hangs in a second COPY on a connection.
    alone: true,
    async run(sql, { table, studio }) {
      const lines = await sql.unsafe(`copy (select studio_id from ${table}) to stdout`).readable();
      let text = "";
      for await (const chunk of lines) text += String(chunk);
      return text.split("\n").filter((line) => line === studio).length;
    },
  },
  changing("insert", ({ table, columns, row }) => `insert into ${table} (${columns}) ${row}`),
  changing(
    "insert returning",
    ({ table, columns, row }) => `insert into ${table} (${columns}) ${row} returning *`,
  ),
  changing(
    "upsert",
    ({ table, columns, row }) =>
      `insert into ${table} (${columns}) ${row}
     on conflict (studio_id, id) do update set updated_at = now()`,
  ),
  changing(
    "update",
    ({ table, studio }) => `update ${table} set updated_at = now() where studio_id = '${studio}'`,
  ),
  changing(
    "update returning",
    ({ table, studio }) =>
      `update ${table} t set updated_at = now() where studio_id = '${studio}' returning t.*`,
  ),
  changing("delete", ({ table, studio }) => `delete from ${table} where studio_id = '${studio}'`),
  changing(
    "delete returning",
    ({ table, studio }) => `delete from ${table} where studio_id = '${studio}' returning *`,
  ),
];

/**
 * Runs every attack on the tables from every scope as a role, and undoes it. Returns what was got at
 * that must not be, and what a studio was denied of its own.
 */
export async function attack(
  role: Address,
  field: Field,
  tables: string[],
  scopes: readonly Scope[] = SCOPES,
): Promise<string[]> {
  const findings = await Promise.all(
    scopes.map(async (scope) => {
      // A connection each: "unset" is so only where nothing was ever set.
      const sql = open(role);
      const found: string[] = [];
      for (const table of tables) {
        for (const each of ATTACKS) {
          const alone = each.alone ? open(role) : undefined;
          const reached = await reach(alone ?? sql, field, scope, table, each);
          await alone?.end();
          const may =
            (scope === "own" || (scope === "closed" && !each.writes)) &&
            !(table === APPEND_ONLY && (each.writes || each.verb === "lock"));
          if (reached !== may) found.push(`${table}: ${each.verb} from ${scope} scope`);
        }
      }
      await sql.end();
      return found;
    }),
  );
  return findings.flat();
}

function open(role: Address): Client {
  return openClient(role, { max: 1, applicationName: "attack" });
}

async function reach(sql: Client, field: Field, scope: Scope, table: string, each: Attack) {
  const studio = scope === "closed" ? field.closed : field.victim;
  const target = {
    table: `${field.schema}.${table}`,
    studio,
    ...exampleRow(field.schema, table, studio),
  };
  try {
    await sql.begin(async (transaction) => {
      await enterScope(transaction, field, scope);
      throw new Undone((await each.run(transaction, target)) > 0);
    });
    return false;
  } catch (error) {
    if (error instanceof Undone) return error.reached;
    // Refused by a key, thus after the policy and the guard had let it pass.
    return codeOf(error)?.startsWith("23") ?? false;
  }
}

/** The columns, and a SELECT, of a table's example in a studio. */
export function exampleRow(schema: string, table: string, studio: string) {
  const example = examples[table as keyof typeof examples];
  if (!example) throw new Error(`there is no example of a row of ${table}`);
  const row = { studio_id: studio, id: EXAMPLE_ID, ...example };
  const columns = Object.keys(row).join(", ");
  const json = JSON.stringify(row).replaceAll("'", "''");
  return {
    columns,
    row: `select ${columns} from jsonb_populate_record(null::${schema}.${table}, '${json}')`,
  };
}

/** Ends an attack's transaction without a trace. */
class Undone extends Error {
  readonly reached: boolean;
  constructor(reached: boolean) {
    super();
    this.reached = reached;
  }
}

async function enterScope(
  sql: TransactionSql,
  { schema, victim, other, closed }: Field,
  scope: Scope,
) {
  const setting = {
    own: victim,
    other,
    closed,
    empty: "",
    malformed: "nonsense",
    unset: undefined,
  };
  if (scope === "own" || scope === "other") {
    await sql`select rsm.enter(${setting[scope]}, ${schema}, 1, null, true)`;
  } else if (setting[scope] !== undefined) {
    await sql`select set_config('app.studio_id', ${setting[scope]}, true)`;
  }
}

function reading(verb: string, text: (target: Target) => string): Attack {
  return {
    verb,
    writes: false,
    run: async (sql, target) => (await sql.unsafe(text(target))).length,
  };
}

function changing(verb: string, text: (target: Target) => string): Attack {
  return { verb, writes: true, run: async (sql, target) => (await sql.unsafe(text(target))).count };
}
