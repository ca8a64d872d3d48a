import { z } from "zod";
import { addDays, instantAt, isDay } from "#app/lib/dates.ts";
import { type Reading, things } from "./things.ts";

export type Thing = keyof typeof things;
/** `rooms.name`: a column at its message key. */
export type ThingColumn = { [T in Thing]: `${T}.${keyof (typeof things)[T] & string}` }[Thing];

export const thingNames = Object.keys(things) as [Thing, ...Thing[]];
export const actions = ["insert", "update", "delete"] as const;
export type Action = (typeof actions)[number];

/** Who did what no person did, as a filter. */
export const PLATFORM = "platform";

function ifGiven<Schema extends z.ZodType>(schema: Schema) {
  return schema.optional().catch(undefined);
}

/** The search parameters of the page. What is none of ours filters nothing. */
export const changeFilterSchema = z.object({
  person: ifGiven(z.union([z.literal(PLATFORM), z.uuid()])),
  thing: ifGiven(z.enum(thingNames)),
  action: ifGiven(z.enum(actions)),
  from: ifGiven(z.string().refine(isDay)),
  to: ifGiven(z.string().refine(isDay)),
  address: ifGiven(
    z.string().transform((typed) => typed.replaceAll("\0", "").trim().toLowerCase() || undefined),
  ),
  row: ifGiven(z.uuid()),
  /** The change that a page begins after. */
  after: ifGiven(z.uuid().toLowerCase()),
});
export type ChangeFilter = z.output<typeof changeFilterSchema>;

/** Half-open, [since, until): the calendar days from and to, both included, as clocks in the studio show them. */
export function spanOf(
  { from, to }: Pick<ChangeFilter, "from" | "to">,
  timeZone: string,
): { since?: Date; until?: Date } {
  return {
    ...(from && { since: instantAt(from, "00:00", timeZone) }),
    ...(to && { until: instantAt(addDays(to, 1), "00:00", timeZone) }),
  };
}

type Values = Record<string, unknown> | null;
export type ColumnChange = { column: string; reading: Reading; before: unknown; after: unknown };

export function isThing(table: string): table is Thing {
  return Object.hasOwn(things, table);
}

/** What changed, in the order of the table's columns. What was empty before and is after is left out. */
export function columnChanges(table: string, before: Values, after: Values): ColumnChange[] {
  const readings: Record<string, Reading> = isThing(table) ? things[table] : {};
  const known = Object.keys(readings);
  const others = Object.keys({ ...before, ...after }).filter((column) => !known.includes(column));
  return [...known, ...others]
    .map((column) => ({
      column,
      reading: readings[column] ?? "text",
      before: before?.[column] ?? null,
      after: after?.[column] ?? null,
    }))
    .filter((change) => change.before !== null || change.after !== null);
}

/** What a change itself says of a row's name: the one that it has after it. */
export function nameIn(before: Values, after: Values): string | undefined {
  for (const values of [after, before]) {
    const name = values?.["name"] ?? values?.["title"];
    if (typeof name === "string") return name;
  }
  return undefined;
}

/** The ids that a change names: its row, and the rows that its values are ids of. */
export function idsIn(change: { table: string; rowId: string; before: Values; after: Values }) {
  const values = columnChanges(change.table, change.before, change.after)
    .filter(({ reading }) => reading === "row")
    .flatMap(({ before, after }) => [before, after]);
  return [change.rowId, ...values.filter((id) => typeof id === "string")];
}

/** The page of a row that is there, where it has one; a track's is its project's. */
export function pathOf(table: string, row: { id: string; projectId: string | null }) {
  if (table === "tracks") return row.projectId && `/projects/${row.projectId}`;
  const hasPage = [
    "clients",
    "leads",
    "rooms",
    "equipment",
    "people",
    "projects",
    "sessions",
  ].includes(table);
  return hasPage ? `/${table}/${row.id}` : null;
}
