import { drizzle, type PostgresJsDatabase } from "drizzle-orm/postgres-js";
import type { Address } from "./connections/address.ts";
import { type Client, openClient } from "./connections/client.ts";

export type ControlDb = PostgresJsDatabase;

/** The control database: who exists, and where each studio lives. `sql` is the same for raw statements. */
export type Control = { db: ControlDb; sql: Client; close(): Promise<void> };

export async function openControl(
  reach: () => Promise<Address>,
  given: { max: number; name: string },
): Promise<Control> {
  const address = await reach();
  // A process that stands still in a transaction holds up nobody for long: moves take over from it.
  const settings = { statement_timeout: "30s", idle_in_transaction_session_timeout: "5s" };
  const client = () =>
    openClient(address, {
      max: given.max,
      applicationName: given.name,
      settings,
      password: async () => (await reach()).password,
    });
  const sql = client();
  // drizzle changes the date parsers of the client that it is given; raw statements keep their own.
  const forDrizzle = client();
  return {
    db: drizzle({ client: forDrizzle }),
    sql,
    close: async () => {
      await Promise.all([sql.end({ timeout: 5 }), forDrizzle.end({ timeout: 5 })]);
    },
  };
}
