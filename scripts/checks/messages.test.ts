import { expect, test } from "vitest";
import { project } from "./fixture.ts";
import { checkMessages } from "./messages.ts";
import { readSources } from "./source-files.ts";

function said(path: string, jsx: string) {
  const sources = readSources(project({ [path]: `export default () => (\n${jsx}\n);\n` }));
  return checkMessages(sources).map(({ line, message }) => `${line} ${message}`);
}

test("words between tags are found", () => {
  expect(said("app/home.tsx", "<p>\n  Welcome <b>{name}</b>\n</p>")).toEqual([
    `3 says "Welcome" in one language`,
  ]);
});

test("words in what is read aloud are found, other attributes are not", () => {
  expect(said("app/home.tsx", `<img alt="Mixing desk" className="wide" />`)).toEqual([
    `2 says "Mixing desk" in one language`,
  ]);
});

test("messages, signs and figures pass", () => {
  expect(said("app/home.tsx", `<p title={t("a")}>{t("b")} · 48 × 2 / €</p>`)).toEqual([]);
});

test("the developers' gallery and tests may speak English", () => {
  expect(said("app/ui/gallery.tsx", "<p>Buttons</p>")).toEqual([]);
  expect(said("app/ui/button.test.tsx", "<p>Buttons</p>")).toEqual([]);
});
