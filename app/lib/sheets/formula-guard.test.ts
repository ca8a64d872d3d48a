import * as fc from "fast-check";
import { expect, test } from "vitest";
import { guardFormula, unguardFormula } from "./formula-guard.ts";

test.each([
  "=1+1",
  "+1+1",
  "-1+1",
  "-1-1",
  "@SUM(A1)",
  "\t=1",
  "\r=1",
  "\n=1",
  "\tx",
  " =1",
  "\u00a0=1",
  "\u200b=1",
  "\uFEFF=1",
  '"=1',
  '" =1',
  "'=1",
  "''=1",
  "＝1+1",
  "＋1",
  "－1",
  "＠SUM(A1)",
  "=cmd|' /C calc'!A0",
  "-2+3+cmd|' /C calc'!A0",
  "+33-6-12",
  "+33.6+1",
  "+33 6 12;=1",
  "-",
  "-A1",
  "-1,2,3",
  "-1e5",
])("what a spreadsheet might evaluate gets an apostrophe: %j", (text) => {
  expect(guardFormula(text)).toBe(`'${text}`);
  expect(unguardFormula(`'${text}`)).toBe(text);
});

test.each([
  "+33612345678",
  "+33 6 12 34 56 78",
  "+33\u00a06\u202f12",
  "-12",
  "-12.5",
  "-12,50",
  "Jean-Luc",
  "a=b",
  "l'été",
  "'tis",
  "",
  "1+1",
  "«Chanson»",
])("what can be no formula stays as it is: %j", (text) => {
  expect(guardFormula(text)).toBe(text);
  expect(unguardFormula(text)).toBe(text);
});

test("whatever was guarded is given back, and what is guarded begins like no formula", () => {
  const sign = fc.constantFrom("=", "+", "-", "@", "＝", "'", '"', " ", "\t", "\n", "1", "x");
  const text = fc.oneof(fc.string({ unit: "binary" }), fc.string({ unit: sign, maxLength: 8 }));
  fc.assert(
    fc.property(text, (given) => {
      const guarded = guardFormula(given);
      expect(unguardFormula(guarded)).toBe(given);
      expect(guarded).toMatch(
        /^([^=+\-@＝＋－＠\t\r\n]|$|\+\d[\d \u00a0\u202f]*$|-\d+([.,]\d+)?$)/u,
      );
    }),
    { numRuns: 2000 },
  );
});
