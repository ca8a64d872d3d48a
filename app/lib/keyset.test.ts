import { expect, test } from "vitest";
import { pageOf, readCursor, readSort, sortText } from "./keyset.ts";

const ids = [
  "0199d0c4-0000-7000-8000-000000000001",
  "0199d0c4-0000-7000-8000-000000000002",
  "0199d0c4-0000-7000-8000-000000000003",
] as const;
const rows = ids.map((id, at) => ({ id, name: `Nom ~${at}` }));

test("the row past the page is not shown, and says that there is a next page", () => {
  const page = pageOf(rows, (row) => row.name, 2);
  expect(page.rows).toEqual(rows.slice(0, 2));
  expect(readCursor(page.next)).toEqual({ id: ids[1], key: "Nom ~1" });
});

test("the last page has no next one", () => {
  expect(pageOf(rows, (row) => row.name, 3).next).toBeNull();
  expect(pageOf([], () => "", 3)).toEqual({ rows: [], next: null });
});

test("what is no cursor starts the list at its head", () => {
  expect(readCursor(null)).toBeUndefined();
  expect(readCursor("")).toBeUndefined();
  expect(readCursor("12~Nom")).toBeUndefined();
});

test("a list's sort is one of its own, from the first or from the last", () => {
  const names = ["name", "price"] as const;
  expect(readSort("price", names)).toEqual({ by: "price", descending: false });
  expect(readSort("-price", names)).toEqual({ by: "price", descending: true });
  for (const none of [null, "", "-", "--price", "password", "toString"]) {
    expect(readSort(none, names)).toEqual({ by: "name", descending: false });
  }
  for (const text of ["name", "-price"]) expect(sortText(readSort(text, names))).toBe(text);
});
