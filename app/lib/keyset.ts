import { z } from "zod";

/** How many rows a list shows at a time. Ask for one more: it tells whether there is a next page. */
export const PAGE_ROWS = 50;

/** A page of a list, and the cursor of the next one or null at the end. */
export interface KeysetPage<Row> {
  rows: Row[];
  next: string | null;
}

/** Where a page begins: after the row with this sort key and id. */
export interface Cursor {
  key: string;
  id: string;
}

/** By what a list is sorted; rows without it stand at the end in both directions. */
export interface Sort<Name extends string = string> {
  by: Name;
  descending: boolean;
}

/** What page of a list is asked for; the first, by the list's own sort, where nothing is said. */
export interface PageWish<Name extends string> {
  sort?: Sort<Name>;
  after?: Cursor | undefined;
  size?: number;
}

/** The page that `rows`, one more than a page where there is a next, begin with. */
export function pageOf<Row extends { id: string }>(
  rows: Row[],
  keyOf: (row: Row) => string | number,
  size = PAGE_ROWS,
): KeysetPage<Row> {
  const shown = rows.slice(0, size);
  const last = shown.at(-1);
  const next = last && rows.length > size ? `${last.id}~${keyOf(last)}` : null;
  return { rows: shown, next };
}

/** Reads `?after=`. Undefined where there is none, or none of ours: the list then starts at its head. */
export function readCursor(after: string | null): Cursor | undefined {
  const [id, ...key] = after?.split("~") ?? [];
  if (!z.uuid().safeParse(id).success || id === undefined) return undefined;
  return { id, key: key.join("~").replaceAll("\0", "") };
}

/** Reads `?sort=`: `name`, or `-name` from the last. The first of `names` where it says none of them. */
export function readSort<Name extends string>(
  sort: string | null,
  names: readonly [Name, ...Name[]],
): Sort<Name> {
  const descending = sort?.startsWith("-") ?? false;
  const by = names.find((name) => name === (descending ? sort?.slice(1) : sort));
  return by === undefined ? { by: names[0], descending: false } : { by, descending };
}

/** As it stands in `?sort=`. */
export function sortText({ by, descending }: Sort): string {
  return descending ? `-${by}` : by;
}
