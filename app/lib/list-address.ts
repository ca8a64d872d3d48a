/*
 * What the address of a list says beside its filters, which are the feature's own: `sort`, `columns` by
 * commas, `after` (the page) and `view` (the saved view that it came from).
 */
const ownNames = ["sort", "columns", "after", "view"];

/** The filters of a list's address, as a search string without its question mark. */
export function filterTextOf(parameters: URLSearchParams): string {
  return without(parameters, ownNames);
}

/** What a saved view keeps of a list's address: its filters, its sort and its columns. */
export function viewTextOf(parameters: URLSearchParams): string {
  return without(parameters, ["after", "view"]);
}

/** Whether a list's address narrows it, so that an empty list does not mean that there is nothing. */
export function isNarrowed(parameters: URLSearchParams): boolean {
  return filterTextOf(parameters) !== "";
}

/** Reads the columns that somebody chose; null where nobody did. */
export function readColumns(text: string | null | undefined): string[] | null {
  const columns = (text ?? "").split(",").filter((id) => /^[\w:-]{1,60}$/.test(id));
  return columns.length > 0 ? columns : null;
}

// Sorted, so that two addresses that say the same are the same.
function without(parameters: URLSearchParams, names: readonly string[]): string {
  const kept = [...parameters].filter(([name, value]) => !names.includes(name) && value !== "");
  const sorted = new URLSearchParams(kept);
  sorted.sort();
  return sorted.toString();
}
