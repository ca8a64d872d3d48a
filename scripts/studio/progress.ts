import process from "node:process";
import type { MoveEvent } from "#db/moves/events.ts";
import { bytes, dim, green, number, print, red } from "./output.ts";

/** Shows the events of a move as they come. */
export type Show = (event: MoveEvent) => void;

const EVERY_MS = 100;

/** One JSON object a line. */
export function jsonLines(): Show {
  const isDue = throttle();
  return (event) => {
    if (!isDue(event)) return;
    const { type, ...rest } = event;
    print(JSON.stringify({ event: type, ...rest }));
  };
}

/** On a terminal a bar that is redrawn in place; elsewhere a line for each thing that is done. */
export function bars(): Show {
  const isDue = throttle();
  const line = liveLine();
  const copying = copyProgress();
  return (event) => {
    if (event.type === "step") {
      line.clear();
      print(`${dim("·")} ${STEPS[event.step] ?? event.step}`);
    } else if (event.type === "plan") {
      copying.plan(event.tables);
    } else if (event.type === "copy") {
      const done = copying.note(event);
      if (done) line.keep(`  ${done}`);
      if (isDue(event)) line.draw(`  ${copying.summary()}`);
    } else if (event.type === "lag" && isDue(event)) {
      const left = event.unit === "bytes" ? bytes(event.left) : `${number(event.left)} rows`;
      line.draw(`  ${left} behind`);
    } else if (event.type === "pause") {
      line.keep(`  writes waited ${event.milliseconds.toFixed(0)} ms`);
    } else if (event.type === "check" && isDue(event)) {
      const faults = event.differing > 0 ? red(`, ${event.differing} differ`) : "";
      line.draw(`  ${number(event.rows)} rows compared${faults}`);
    }
  };
}

const STEPS: Partial<Record<Extract<MoveEvent, { type: "step" }>["step"], string>> = {
  provision: "the new place is made",
  wire: "changes are kept from here on",
  copy: "rows are copied; the studio works",
  tail: "what changed meanwhile follows",
  verify: "compared while both live",
  fence: "closed for writing",
  flip: "the new place is its place",
  check: "open there; every row is compared",
  soak: "done",
};

const WIDTH = 24;

/** Counts the rows of all tables together: several are copied at once. */
function copyProgress() {
  let expected: Record<string, number> = {};
  const copied = new Map<string, number>();
  const done = new Set<string>();
  const since = performance.now();
  return {
    plan(tables: Record<string, number>) {
      expected = tables;
    },
    /** The line of a table that is done by this event. */
    note({ table, rows, isDone }: Extract<MoveEvent, { type: "copy" }>): string | undefined {
      const all = expected[table];
      if (all === undefined || done.has(table)) return undefined;
      copied.set(table, isDone ? all : Math.min(rows, all));
      if (!isDone) return undefined;
      done.add(table);
      return `${table.padEnd(14)} ${green("█".repeat(WIDTH))}  ${number(all)} rows`;
    },
    summary(): string {
      const total = sum(Object.values(expected));
      const rows = sum(copied.values());
      const share = total === 0 ? 1 : rows / total;
      const full = Math.round(share * WIDTH);
      const seconds = Math.max(0.001, (performance.now() - since) / 1000);
      const rate = rows / seconds;
      const left = rate > 0 ? Math.ceil((total - rows) / rate) : 0;
      const bar = "█".repeat(full) + dim("░".repeat(WIDTH - full));
      const tables = `${done.size}/${Object.keys(expected).length} tables`.padEnd(14);
      return `${tables} ${bar}  ${number(rows)} of ${number(total)} rows, ${number(Math.round(rate))} a second, ${left} s left`;
    },
  };
}

/** One line at the foot of a terminal, redrawn; nothing elsewhere but what is kept. */
function liveLine() {
  const isTerminal = process.stdout.isTTY;
  let drawn = false;
  const clear = () => {
    if (drawn) process.stdout.write("\r\u001B[2K");
    drawn = false;
  };
  return {
    clear,
    draw(text: string) {
      if (!isTerminal) return;
      clear();
      process.stdout.write(text);
      drawn = true;
    },
    keep(text: string) {
      clear();
      print(text);
    },
  };
}

/** Some of the events of a kind are enough to see; what happens once is never left out. */
function throttle(): (event: MoveEvent) => boolean {
  const last = new Map<string, number>();
  return (event) => {
    const isFlow =
      event.type === "lag" || event.type === "check" || (event.type === "copy" && !event.isDone);
    if (isFlow && Date.now() - (last.get(event.type) ?? 0) < EVERY_MS) return false;
    last.set(event.type, Date.now());
    return true;
  };
}

function sum(values: Iterable<number>): number {
  let total = 0;
  for (const value of values) total += value;
  return total;
}
