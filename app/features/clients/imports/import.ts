/** What is said of an import, in browser and server. */
export const importFormats = ["csv", "xlsx", "vcard", "jcard"] as const;
export type ImportFormat = (typeof importFormats)[number];

export const decisions = ["add", "merge", "skip"] as const;
export type Decision = (typeof decisions)[number];

export const rowFilters = ["fine", "suspect", "wrong"] as const;
export type RowFilter = (typeof rowFilters)[number];

/** What a file may weigh. */
export const MOST_MEGABYTES = 25;

/** States in which work is under way, and the page asks how far it is. */
export const busyStates = ["reading", "checking", "importing", "undoing"] as const;

export function isBusy(state: string): boolean {
  return busyStates.some((busy) => busy === state);
}

/** A client and how it is reached, as two are set side by side. */
export type Face = {
  name: string;
  organisation: string | null;
  email: string | null;
  phone: string | null;
  city: string | null;
};

/** How many rows are as they should be or not, and what is to become of them. */
export type RowCounts = Record<"fine" | "suspect" | "wrong" | "add" | "merge" | "skip", number>;
