import { expect, test } from "vitest";
import { selectionSchema } from "./selection.ts";

const id = "0199d0c4-0000-7000-8000-000000000001";

test("a selection is some rows, or all that a filter finds", () => {
  expect(selectionSchema.parse({ ids: `${id},${id}`, tag: "x" })).toEqual({ ids: [id, id] });
  const all = selectionSchema.parse({ all: "1", filter: "q=u+87&kind=microphone" });
  expect("filter" in all && all.filter.get("q")).toBe("u 87");
});

test("what names no row selects none, and never all", () => {
  const none = [
    {},
    { ids: "" },
    { ids: "x" },
    { filter: "q=a" },
    { all: "", filter: "" },
    { all: "1" },
  ];
  for (const posted of none) expect(selectionSchema.safeParse(posted).success).toBe(false);
  const many = Array.from({ length: 20_001 }, () => id).join(",");
  expect(selectionSchema.safeParse({ ids: many }).success).toBe(false);
});
