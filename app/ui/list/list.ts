import type { SavedView } from "#app/lib/saved-view.ts";

/** How a list is asked for, as its loader reads it from the address and a cookie. */
export interface ListState {
  /** What its saved views and its remembered columns are kept under: "equipment". */
  name: string;
  /** The sort in effect, as in `?sort=`. */
  sort: string;
  /** The columns that were chosen; null where the list's own show. */
  columns: readonly string[] | null;
  /** Where the choice of columns is kept for the next visit. */
  columnsCookie: { name: string; path: string };
  /** Those that the person sees, in their order. */
  views: readonly SavedView[];
}

/** What a column says of itself to whoever chooses among them. */
export interface ChoosableColumn {
  id: string;
  header: string;
  /** Left out until somebody chooses it. */
  hidden?: boolean;
}

/**
 * The columns to show, in their own order: the first always, of the others those chosen. What somebody
 * chose shows on every screen but a phone's.
 */
export function columnsShown<Column extends ChoosableColumn & { from?: "md" | "lg" }>(
  columns: readonly Column[],
  chosen: readonly string[] | null | undefined,
): Column[] {
  if (!chosen) return columns.filter(({ hidden }, index) => index === 0 || !hidden);
  return columns
    .filter(({ id }, index) => index === 0 || chosen.includes(id))
    .map((column) => (column.from === "lg" ? { ...column, from: "md" } : column));
}
