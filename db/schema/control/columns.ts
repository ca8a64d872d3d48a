import { sql } from "drizzle-orm";
import { customType, timestamp, uuid } from "drizzle-orm/pg-core";

export const citext = customType<{ data: string }>({ dataType: () => "citext" });
export const bytea = customType<{ data: Buffer }>({ dataType: () => "bytea" });
export const inet = customType<{ data: string }>({ dataType: () => "inet" });

export const instant = (name: string) => timestamp(name, { withTimezone: true });
export const id = () =>
  uuid("id")
    .primaryKey()
    .default(sql`uuidv7()`);
export const createdAt = () => instant("created_at").notNull().defaultNow();
