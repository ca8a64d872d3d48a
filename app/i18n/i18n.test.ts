import { expect, test } from "vitest";
import { z } from "zod";
import { parseMessage } from "./form-errors.ts";
import { i18nOf, languageOf } from "./i18n.server.ts";

function asking(headers: Record<string, string>) {
  return new Request("http://studio.test/", { headers });
}

test("a person's own language comes first, then the cookie, then the browser's, then French", () => {
  const request = asking({ Cookie: "theme=dark; language=en", "Accept-Language": "fr" });
  expect(languageOf(request, "fr")).toBe("fr");
  expect(languageOf(request)).toBe("en");
  expect(languageOf(asking({ "Accept-Language": "de-DE,en-GB;q=0.7,fr;q=0.3" }))).toBe("en");
  expect(languageOf(asking({ "Accept-Language": "de" }))).toBe("fr");
  expect(languageOf(asking({ "Accept-Language": "en;q=0, *" }))).toBe("fr");
  expect(languageOf(asking({ Cookie: "language=xx" }), "xx")).toBe("fr");
});

test("numbers choose their form", () => {
  expect(i18nOf("fr").t("table.loaded", { count: 0 })).toBe("0 ligne affichée");
  expect(i18nOf("fr").t("table.loaded", { count: 2 })).toBe("2 lignes affichées");
  expect(i18nOf("en").t("table.loaded", { count: 0 })).toBe("0 rows shown");
});

test("schemas report keys that fields can translate", () => {
  const schema = z.object({ name: z.string().min(3), email: z.email(), seats: z.number().max(4) });
  const issues = schema.safeParse({ name: "ab", email: "nobody", seats: 9 }).error?.issues;
  expect(issues?.map((issue) => parseMessage(issue.message))).toEqual([
    { key: "common:errors.tooShort", values: { count: 3 } },
    { key: "common:errors.email", values: {} },
    { key: "common:errors.tooBig", values: { limit: "4" } },
  ]);
  expect(schema.safeParse({}).error?.issues[0]?.message).toBe("common:errors.required");
  expect(parseMessage("Room A: is taken")).toBeUndefined();
});
