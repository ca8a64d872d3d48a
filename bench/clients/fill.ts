import type { Client } from "#db/connections/client.ts";
import { copyIn } from "#db/seeds/add-demo.server.ts";
import { manyClients } from "#db/seeds/many-clients.ts";

const NAMES = 10_000;

/** `count` clients, each with an e-mail and a phone of its own: ten thousand names, again with a number behind them. */
export async function fillClients(mover: Client, schema: string, studioId: string, count: number) {
  await copyIn(mover, schema, manyClients(studioId, Math.min(count, NAMES)));
  const copies = Math.ceil(count / NAMES) - 1;
  if (copies === 0) return;
  await mover.begin(async (sql) => {
    await sql`set local session_replication_role = replica`;
    await sql`select set_config('search_path', ${`${schema}, public`}, true)`;
    await sql`
      with copied as materialized (
        select c.*, n, uuidv7() as new_id from clients c, generate_series(1, ${copies}::int) n
        where c.studio_id = ${studioId}
      ), named as (
        insert into clients (studio_id, id, kind, name, given_name, family_name, created_at, updated_at)
        select studio_id, new_id, kind, name || ' ' || n, given_name, family_name, created_at, updated_at
        from copied
      ), reached as (
        insert into client_contacts (studio_id, client_id, kind, value, key)
        select c.studio_id, c.new_id, k.kind,
          case k.kind when 'email' then n || '.' || k.value else k.value || ' ' || n end,
          case k.kind when 'email' then n || '.' || k.key else k.key || n end
        from copied c join client_contacts k on k.studio_id = c.studio_id and k.client_id = c.id
      )
      insert into client_addresses (studio_id, client_id, city)
      select studio_id, new_id, city from copied where city is not null`;
    await sql`select rsm.gather_clients(${schema})`;
  });
}

/** Studios with ten clients each, beside which the large one stands. */
export async function fillOthers(mover: Client, schema: string, count: number) {
  await mover.begin(async (sql) => {
    await sql`set local session_replication_role = replica`;
    await sql`select set_config('search_path', ${`${schema}, public`}, true)`;
    await sql`
      with added as (
        insert into rsm.fences
        select ${schema}, uuidv7(), 'open', 1 from generate_series(1, ${count}::int) returning studio_id)
      insert into clients (studio_id, name, search)
      select studio_id, 'Marie Martin ' || n, ' marie martin ' || n from added, generate_series(1, 10) n`;
  });
}
