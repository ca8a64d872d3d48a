import type { TransactionSql } from "postgres";
import type { Client } from "../connections/client.ts";
import { holdGone } from "./fences.server.ts";

type Definition = { table: string; name: string; kind: "index" | "constraint"; text: string };

/**
 * Everything beside primary keys and CHECKs that a schema's tables have: rows are copied faster into
 * tables without it, and it is built after. Foreign keys come last: they need the unique indexes.
 */
async function listDefinitions(sql: Client | TransactionSql, schema: string) {
  return sql<Definition[]>`
    select c.relname::text as "table", k.conname::text as name, 'constraint' as kind,
      pg_get_constraintdef(k.oid) as text, (k.contype = 'f')::int as rank
    from pg_constraint k join pg_class c on c.oid = k.conrelid
    where c.relnamespace = ${schema}::regnamespace and c.relkind = 'r' and k.contype in ('f', 'u', 'x')
    union all
    select c.relname::text, i.relname::text, 'index', pg_get_indexdef(x.indexrelid), 0
    from pg_index x
    join pg_class i on i.oid = x.indexrelid
    join pg_class c on c.oid = x.indrelid
    where c.relnamespace = ${schema}::regnamespace
      and not exists (select from pg_constraint k where k.conindid = x.indexrelid)
    order by rank, "table", name`;
}

/** Drops all of them, at a place that is being filled at that epoch. */
export async function stripTables(
  owner: Client,
  at: { schema: string; studioId: string; epoch: number },
): Promise<void> {
  const { schema, studioId } = at;
  await owner.begin(async (transaction) => {
    await transaction`select set_config('app.studio_id', ${studioId}, true)`;
    await holdGone(transaction, at);
    const definitions = await listDefinitions(transaction, schema);
    for (const { table, name, kind } of definitions.toReversed()) {
      await transaction.unsafe(
        kind === "index"
          ? `drop index "${schema}"."${name}"`
          : `alter table "${schema}"."${table}" drop constraint "${name}"`,
      );
    }
  });
}

/** Builds those that the model has and the place has not. */
export async function dressTables(
  owner: Client,
  schema: string,
  studioId: string,
  model: Client,
): Promise<void> {
  const there = new Set((await listDefinitions(owner, schema)).map(({ name }) => name));
  // A foreign key is validated by its owner, whom the policy binds as well.
  await owner`select set_config('app.studio_id', ${studioId}, false)`;
  await owner`set maintenance_work_mem = '256MB'`;
  for (const { table, name, kind, text } of await listDefinitions(model, schema)) {
    if (there.has(name)) continue;
    await owner.unsafe(
      kind === "index"
        ? text
        : `alter table "${schema}"."${table}" add constraint "${name}" ${text}`,
    );
  }
}
