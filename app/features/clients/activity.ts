/** The tables whose changes a client's activity tells of. */
export const activityTables = [
  "clients",
  "client_contacts",
  "client_addresses",
  "client_notes",
  "client_links",
  "client_merges",
  "leads",
  "sessions",
  "projects",
] as const;
export type ActivityTable = (typeof activityTables)[number];

export interface Activity {
  id: string;
  at: Date;
  /** A user of the control database; null where the platform did it. */
  actor: string | null;
  table: ActivityTable;
  rowId: string;
  action: "insert" | "update" | "delete";
  /** What it is called, where it has a page of its own and is still there. */
  title: string | null;
  startsAt: Date | null;
}

/** So near to one another are changes of one deed, in milliseconds. */
const ONE_DEED = 2_000;

/** The changes, the latest first, with those of one deed to things of one kind as one, and how many they are. */
export function deedsOf<Change extends Pick<Activity, "at" | "actor" | "table" | "action">>(
  changes: readonly Change[],
): { change: Change; count: number }[] {
  const deeds: { change: Change; count: number }[] = [];
  for (const change of changes) {
    const last = deeds.at(-1);
    const isSame =
      last !== undefined &&
      last.change.table === change.table &&
      last.change.action === change.action &&
      last.change.actor === change.actor &&
      last.change.at.getTime() - change.at.getTime() < ONE_DEED;
    if (isSame) last.count++;
    else deeds.push({ change, count: 1 });
  }
  return deeds;
}
