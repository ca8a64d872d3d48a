import { type Column, getTableColumns, is, SQL } from "drizzle-orm";
import { getTableConfig, PgDialect, PgTable } from "drizzle-orm/pg-core";
import type { ISql } from "postgres";
import { expect, test } from "vitest";
import { testPlatform } from "../tests/support/platform.ts";
import { openClient } from "./connections/client.ts";
import * as control from "./schema/control/index.ts";
import * as studio from "./schema/studio/index.ts";

const { platform } = await testPlatform();
const { clusters, names } = platform;

test.each([
  { what: "control database", database: names.control, schema: "public", module: control },
  { what: "studios", database: names.shared, schema: "studios", module: studio },
])("the tables of the $what are what the code says", async ({ database, schema, module }) => {
  const tables = Object.values(module).filter((value): value is PgTable => is(value, PgTable));
  const address = await clusters.address("main", database, "admin");
  const sql = openClient(address, { max: 1, applicationName: "drift" });
  const found = await describeSchema(sql, schema);
  // The server itself reads the code's columns, so that both are described in its words.
  await sql.unsafe(`create schema declared; set search_path = declared, public`).simple();
  for (const table of tables) await sql.unsafe(definition(table));
  expect(await describeSchema(sql, "declared")).toEqual(found);
  expect(found.length).toBeGreaterThan(tables.length);
  await sql.end();
});

/** A line for every column: `clients.name text not null default …`. */
async function describeSchema(sql: ISql, schema: string): Promise<string[]> {
  const columns = await sql<{ line: string }[]>`
    select concat_ws(' ', c.relname || '.' || a.attname, format_type(a.atttypid, a.atttypmod),
      case when a.attnotnull then 'not null' end, 'default ' || pg_get_expr(d.adbin, d.adrelid)) as line
    from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
    left join pg_attrdef d on d.adrelid = c.oid and d.adnum = a.attnum
    where c.relnamespace = ${schema}::regnamespace and c.relkind = 'r' order by 1`;
  return columns.map(({ line }) => line);
}

function definition(table: PgTable): string {
  const columns = Object.values(getTableColumns(table)).map((column) =>
    [
      `"${column.name}"`,
      column.getSQLType(),
      column.notNull ? "not null" : "",
      defaultOf(column),
    ].join(" "),
  );
  return `create table "${getTableConfig(table).name}" (${columns.join(", ")})`;
}

function defaultOf(column: Column): string {
  if (column.default === undefined) return "";
  if (is(column.default, SQL)) return `default ${new PgDialect().sqlToQuery(column.default).sql}`;
  if (Array.isArray(column.default)) return `default '{${column.default.join()}}'`;
  if (typeof column.default === "object") return `default '${JSON.stringify(column.default)}'`;
  return `default ${JSON.stringify(column.default).replaceAll('"', "'")}`;
}
