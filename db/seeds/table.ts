import { getTableColumns, getTableName } from "drizzle-orm";
import type { PgTable } from "drizzle-orm/pg-core";
import type { CopyValue } from "./copy-text.ts";

/** A table's rows, ready for COPY. `studio_id` is the first column. May be read more than once. */
export type DemoTable = {
  table: string;
  columns: readonly string[];
  rows: Iterable<readonly CopyValue[]>;
};

/** A whole row but for its studio: a column that is added to the schema is missed here at once. */
export type RowOf<Table extends PgTable> = Omit<Table["$inferSelect"], "studioId">;

/** The rows of one studio, in the order of the schema's columns. */
export function tableOf<Table extends PgTable>(
  table: Table,
  studioId: string,
  rows: readonly RowOf<Table>[],
): DemoTable {
  const columns = Object.entries(getTableColumns(table));
  const keys = columns.map(([key]) => key).filter((key) => key !== "studioId");
  return {
    table: getTableName(table),
    columns: columns.map(([, column]) => column.name),
    rows: {
      *[Symbol.iterator]() {
        for (const row of rows as readonly Record<string, CopyValue>[]) {
          yield [studioId, ...keys.map((key) => row[key] ?? null)];
        }
      },
    },
  };
}
