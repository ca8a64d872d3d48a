import type { LiveChange, LiveTable } from "./live-change.ts";

/** What the others did, in as few words as say it. */
export type Notice =
  | { kind: "one"; by: string; action: LiveChange["action"]; table: LiveTable; isMany: boolean }
  | { kind: "mixed"; by: string }
  | { kind: "several"; names: string[] };

/** Undefined where nobody else did anything. What the platform did by itself is nobody's. */
export function noticeOf(changes: readonly LiveChange[]): Notice | undefined {
  const others = changes.filter(({ by, isMine }) => by !== null && !isMine);
  const names = [...new Set(others.flatMap(({ by }) => by ?? []))];
  const [by] = names;
  if (by === undefined) return undefined;
  if (names.length > 1) return { kind: "several", names };
  // A session and what it takes are one thing to those who look at it.
  const things = others.some(({ table }) => table === "sessions")
    ? others.filter(({ table }) => table !== "allocations")
    : others.map(asSession);
  const [table, ...otherTables] = new Set(things.map((thing) => thing.table));
  if (!table || otherTables.length > 0) return { kind: "mixed", by };
  const rows = new Map<string, LiveChange["action"]>();
  for (const { rowId, action } of things) rows.set(rowId, together(rows.get(rowId), action));
  const actions = new Set(rows.values());
  const [action = "update"] = actions.size === 1 ? actions : [];
  return { kind: "one", by, action, table, isMany: rows.size > 1 };
}

function asSession(change: LiveChange): LiveChange {
  return change.table === "allocations"
    ? { ...change, table: "sessions", rowId: "", action: "update" }
    : change;
}

/** What was added and then changed was added. */
function together(
  before: LiveChange["action"] | undefined,
  action: LiveChange["action"],
): LiveChange["action"] {
  return before === "insert" && action === "update" ? "insert" : action;
}
