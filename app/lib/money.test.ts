import { expect, test } from "vitest";
import { cents, formatMoney, moneyText, parseMoney } from "./money.ts";

function words(text: string) {
  return text.replace(/[\u00a0\u202f]/g, " ");
}

test("an amount is written as each language writes it", () => {
  expect(words(formatMoney(125_000, "EUR", "fr"))).toBe("1 250,00 €");
  expect(words(formatMoney(-990, "EUR", "fr"))).toBe("-9,90 €");
  expect(formatMoney(125_000, "GBP", "en")).toBe("£1,250.00");
});

test("an amount is read as people type it", () => {
  const typed: Record<string, number> = {
    "1 250,5": 125_050,
    "1 250,50 €": 125_050,
    "1\u202f250,00\u00a0€": 125_000,
    "1,250.50": 125_050,
    "1.250,50": 125_050,
    "1,250": 125_000,
    "1.234.567": 123_456_700,
    "12": 1200,
    "0,07": 7,
    "-40": -4000,
  };
  const read = Object.keys(typed).map((text) => [text, parseMoney(text)]);
  expect(Object.fromEntries(read)).toEqual(typed);
});

test("what is no amount is refused, never rounded", () => {
  const refused = ["", "abc", "1,2,3", "12,505,1", "1.2500", "--4", "1e3", "9".repeat(20)];
  expect(refused.filter((text) => parseMoney(text) !== null)).toEqual([]);
});

test("what a money field starts with reads back as the same amount", () => {
  for (const amount of [0, 7, 99, 100, 125_050, 123_456_789]) {
    for (const language of ["fr", "en"]) {
      expect(parseMoney(moneyText(amount, language))).toBe(amount);
    }
  }
});

test("the schema gives cents, or the key of what to say", () => {
  expect(cents().parse("1 250,5")).toBe(125_050);
  expect(cents().safeParse("beaucoup").error?.issues[0]?.message).toBe("common:errors.money");
});
