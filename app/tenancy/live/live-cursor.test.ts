import { expect, test } from "vitest";
import { cursorOfPage, openPosition, readCursor, writeCursor } from "./live-cursor.ts";

const minute = 60_000;
const start = Date.UTC(2026, 10, 20);
const at = (minutes: number) => start + minutes * minute;

test("where nothing is under way, changes are looked for from the last look on", () => {
  const position = openPosition(start);
  position.look({ at: at(0), oldest: 50n, next: 50n });
  position.look({ at: at(1), oldest: 70n, next: 70n });
  expect(position.cursor(3)).toEqual({ epoch: 3, ended: 70n, since: at(1) });
});

test("while a transaction is under way, changes are looked for from before it began", () => {
  const position = openPosition(start);
  position.look({ at: at(0), oldest: 50n, next: 50n });
  position.look({ at: at(1), oldest: 55n, next: 60n });
  position.look({ at: at(2), oldest: 55n, next: 80n });
  expect(position.cursor(1)).toEqual({ epoch: 1, ended: 55n, since: at(0) });
  position.look({ at: at(3), oldest: 85n, next: 90n });
  expect(position.cursor(1)).toEqual({ epoch: 1, ended: 85n, since: at(2) });
});

test("what was under way at the first look may have begun some minutes before", () => {
  const position = openPosition(start);
  position.look({ at: at(0), oldest: 40n, next: 50n });
  expect(position.cursor(1)).toEqual({ epoch: 1, ended: 40n, since: at(-10) });
});

test("a transaction that stays open does not make the memory of looks grow, and stays covered", () => {
  const position = openPosition(start);
  position.look({ at: at(0), oldest: 10n, next: 10n });
  for (let n = 1; n <= 1_000; n += 1) {
    position.look({ at: at(n), oldest: 10n, next: BigInt(10 + n) });
  }
  expect(position.cursor(1)).toEqual({ epoch: 1, ended: 10n, since: at(0) });
  position.look({ at: at(1_001), oldest: 1_005n, next: 1_011n });
  const { since } = position.cursor(1);
  expect(since).toBeLessThanOrEqual(at(995));
  expect(since).toBeGreaterThanOrEqual(at(900));
});

test("a cursor is written and read back, and what is none is none", () => {
  const cursor = { epoch: 3, ended: 2n ** 40n, since: start };
  expect(readCursor(writeCursor(cursor))).toEqual(cursor);
  for (const text of ["", "1.2", "1.2.3.4", "-1.2.3", "1.2.x", " 1.2.3", "1e3.2.3"]) {
    expect({ text, cursor: readCursor(text) }).toEqual({ text, cursor: undefined });
  }
});

test("a page stands some seconds before it was read", () => {
  const { ended, since } = cursorOfPage(1, new Date(start));
  expect({ ended, since }).toEqual({ ended: 0n, since: start - 10_000 });
});
