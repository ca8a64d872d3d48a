import { getZodConstraint, parseWithZod } from "@conform-to/zod/v4";
import { expect, test } from "vitest";
import { z } from "zod";
import {
  customFieldSchema,
  customSchemaOf,
  mergedCustom,
  moveField,
  parseNumber,
  typedCustom,
  type CustomField,
} from "./custom-fields.ts";

const field = (id: string, kind: CustomField["kind"], choices: string[] = []): CustomField => ({
  id: `01900000-0000-7000-8000-00000000000${id}`,
  name: `Field ${id}`,
  kind,
  choices,
});
const [text, number, day, answer, choice] = [
  field("1", "text"),
  field("2", "number"),
  field("3", "day"),
  field("4", "yes_no"),
  field("5", "choice", ["SACEM", "SPEDIDAM"]),
] as const;
const all = [text, number, day, answer, choice];

/** What the server makes of a client's form with these inputs. */
function submitted(typed: Record<string, string>, fields = all, held = {}) {
  const form = new FormData();
  form.append("name", "Inès");
  for (const [id, value] of Object.entries(typed)) form.append(`custom.${id}`, value);
  const schema = z.object({ name: z.string(), custom: customSchemaOf(fields, held) });
  return parseWithZod(form, { schema });
}

test("what is typed becomes values of their kinds, and what is left empty none", () => {
  const typed = {
    [text.id]: "  Éditions Alidade ",
    [number.id]: "1 250,5",
    [day.id]: "2026-11-21",
    [answer.id]: "no",
    [choice.id]: "SACEM",
  };
  const submission = submitted(typed);
  expect(submission.status === "success" && submission.value.custom).toEqual({
    [text.id]: "Éditions Alidade",
    [number.id]: 1250.5,
    [day.id]: "2026-11-21",
    [answer.id]: false,
    [choice.id]: "SACEM",
  });
  const empty = submitted(Object.fromEntries(all.map(({ id }) => [id, ""])));
  expect(empty.status === "success" && empty.value.custom).toEqual({});
});

test("a browser can make its form of both schemas", () => {
  expect(getZodConstraint(customFieldSchema)["name"]).toMatchObject({ required: true });
  const constraint = getZodConstraint(z.object({ custom: customSchemaOf(all) }));
  expect(constraint[`custom.${text.id}`]).toEqual({ required: false });
});

test("a studio without fields, or a form without them, gives no values", () => {
  for (const submission of [submitted({}), submitted({}, [])]) {
    expect(submission.status === "success" && submission.value.custom).toEqual({});
  }
});

test("what is no value of its kind is refused beside its field", () => {
  const wrong = { [number.id]: "douze", [day.id]: "2026-02-30", [answer.id]: "peut-être" };
  const { error } = submitted({ ...wrong, [choice.id]: "GEMA" }).reply();
  expect(Object.keys(error ?? {}).sort()).toEqual(
    [number, day, answer, choice].map(({ id }) => `custom.${id}`),
  );
});

test("a choice that the field no longer has stays valid for who holds it", () => {
  expect(submitted({ [choice.id]: "GEMA" }, all, { [choice.id]: "GEMA" }).status).toBe("success");
});

test("values go through their form and come back the same", () => {
  const values = { [number.id]: -3.25, [answer.id]: true, [choice.id]: "SPEDIDAM" };
  const submission = submitted(typedCustom(all, values, "fr"));
  expect(typedCustom(all, values, "fr")[number.id]).toBe("-3,25");
  expect(submission.status === "success" && submission.value.custom).toEqual(values);
});

test("values of archived fields outlive the form, those of its own do not", () => {
  const before = { [text.id]: "ancien", [number.id]: 4 };
  expect(mergedCustom(before, [number], {})).toEqual({ [text.id]: "ancien" });
  expect(mergedCustom(before, [number], { [number.id]: 5 })).toEqual({
    [text.id]: "ancien",
    [number.id]: 5,
  });
});

test.each([
  ["12", 12],
  ["-3,5", -3.5],
  ["1 250.75", 1250.75],
  ["1,2,3", null],
  ["1e9", null],
  ["", null],
])("%s is read as %s", (typed, number) => {
  expect(parseNumber(typed)).toBe(number);
});

test("a field of choices has two at least, each once", () => {
  const parse = (kind: string, choices: string) =>
    customFieldSchema.safeParse({ name: " Société ", kind, choices });
  expect(parse("choice", "SACEM\n\n SPEDIDAM \nSACEM").data).toEqual({
    name: "Société",
    kind: "choice",
    choices: ["SACEM", "SPEDIDAM"],
  });
  expect(parse("choice", "SACEM\nSACEM").success).toBe(false);
  expect(parse("text", "").success).toBe(true);
});

test("a field moves a step, and not past the ends", () => {
  expect(moveField(["a", "b", "c"], "c", -1)).toEqual(["a", "c", "b"]);
  expect(moveField(["a", "b", "c"], "c", 1)).toEqual(["a", "b", "c"]);
});
