import type { Client } from "../connections/client.ts";
import { purposeOf } from "../credentials.server.ts";
import type { Platform } from "../platform.server.ts";
import { SealBroken } from "../seals.ts";

export type SealedColumn = {
  table: string;
  column: string;
  /** Names the row. */
  id: string;
  purposeOf: (id: string) => string;
  /** Where the id of the key stands beside it. */
  keyColumn?: string;
};

/** Every column of the control database that holds what is sealed. */
export const SEALED: SealedColumn[] = [
  {
    table: "place_credentials",
    column: "password",
    id: "place_id",
    purposeOf,
    keyColumn: "key_id",
  },
  { table: "place_credentials", column: "next_password", id: "place_id", purposeOf },
  { table: "users", column: "totp_key", id: "id", purposeOf: (id) => `totp:${id}` },
];

export type Resealed = {
  table: string;
  column: string;
  /** Sealed anew; of a trial, those that would be. */
  values: number;
  /** Ids of the rows whose value no known key opens. */
  broken: string[];
};

/** Seals everything under the current key that is sealed under another; `isTrial` only looks. */
export async function resealAll(platform: Platform, isTrial: boolean): Promise<Resealed[]> {
  const done: Resealed[] = [];
  for (const sealed of SEALED) done.push(await resealColumn(platform, sealed, isTrial));
  return done;
}

async function resealColumn(
  { operations, seals }: Platform,
  sealed: SealedColumn,
  isTrial: boolean,
): Promise<Resealed> {
  const { table, column, purposeOf } = sealed;
  const result: Resealed = { table, column, values: 0, broken: [] };
  for (let after = NO_ID; ;) {
    const page = await listOld(operations.sql, sealed, seals.keyId, after);
    for (const { id, value } of page) {
      const text = opened(() => seals.open(value, purposeOf(id)));
      if (text === undefined) result.broken.push(id);
      else if (isTrial) result.values += 1;
      else {
        const anew = seals.seal(text, purposeOf(id));
        result.values += await replace(operations.sql, sealed, id, { value, anew }, seals.keyId);
      }
    }
    const last = page.at(-1);
    if (!last) return result;
    after = last.id;
  }
}

const NO_ID = "00000000-0000-0000-0000-000000000000";

function listOld(
  sql: Client,
  { table, column, id }: SealedColumn,
  keyId: string,
  after: string,
): Promise<{ id: string; value: Buffer }[]> {
  return sql<{ id: string; value: Buffer }[]>`
    select ${sql(id)} as id, ${sql(column)} as value from ${sql(table)}
    where substring(${sql(column)} for 4) <> ${Buffer.from(keyId, "hex")} and ${sql(id)} > ${after}
    order by ${sql(id)} limit 200`;
}

/** Nothing where it was changed meanwhile: whoever did that has sealed it anew. */
async function replace(
  sql: Client,
  { table, column, id: idColumn, keyColumn }: SealedColumn,
  id: string,
  { value, anew }: { value: Buffer; anew: Buffer },
  keyId: string,
): Promise<number> {
  const key = keyColumn ? sql`, ${sql(keyColumn)} = ${keyId}` : sql``;
  const { count } = await sql`update ${sql(table)} set ${sql(column)} = ${anew} ${key}
    where ${sql(idColumn)} = ${id} and ${sql(column)} = ${value}`;
  return count;
}

function opened(open: () => string): string | undefined {
  try {
    return open();
  } catch (error) {
    if (!(error instanceof SealBroken)) throw error;
    return undefined;
  }
}
