import { expect, test } from "vitest";
import { filterTextOf, isNarrowed, readColumns, viewTextOf } from "./list-address.ts";

const parameters = (search: string) => new URLSearchParams(search);

test("sort, columns and page are no filters", () => {
  const own = "sort=-name&columns=name,maker&after=x~y&view=1&kind=";
  expect(isNarrowed(parameters(own))).toBe(false);
  expect(filterTextOf(parameters(`q=u+87&${own}&kind=microphone`))).toBe("kind=microphone&q=u+87");
});

test("a view is the same in whatever order its address says it", () => {
  expect(viewTextOf(parameters("sort=name&q=a&after=b&view=c"))).toBe(
    viewTextOf(parameters("q=a&sort=name")),
  );
});

test("columns are read by commas, and none is no choice", () => {
  expect(readColumns("name,field:0199-a")).toEqual(["name", "field:0199-a"]);
  for (const none of [null, undefined, "", ",", "<b>"]) expect(readColumns(none)).toBeNull();
});
