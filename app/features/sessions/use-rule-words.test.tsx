import { renderToStaticMarkup } from "react-dom/server";
import { I18nextProvider } from "react-i18next";
import { expect, test } from "vitest";
import { i18nOf } from "#app/i18n/i18n.server.ts";
import { readRule, type Rule } from "./recurrence.ts";
import { useRuleWords } from "./use-rule-words.tsx";

function Words({ rule }: { rule: Rule }) {
  return useRuleWords()(rule);
}

function wordsOf(text: string) {
  const rule = readRule(text);
  if (!rule) throw new Error(`no rule: ${text}`);
  return (["fr", "en"] as const).map((language) =>
    renderToStaticMarkup(
      <I18nextProvider i18n={i18nOf(language)}>
        <Words rule={rule} />
      </I18nextProvider>,
    ),
  );
}

test("a rule is said in words", () => {
  expect(wordsOf("FREQ=WEEKLY;BYDAY=TU,TH;UNTIL=20270630")).toEqual([
    "chaque mardi et jeudi jusqu’au mer. 30 juin 2027",
    "every Tuesday and Thursday until Wed 30 Jun 2027",
  ]);
  expect(wordsOf("FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,WE,FR;COUNT=6")).toEqual([
    "toutes les 2 semaines, le lundi, mercredi et vendredi, 6 fois",
    "every 2 weeks on Monday, Wednesday and Friday, 6 times",
  ]);
  expect(wordsOf("FREQ=DAILY;COUNT=1")).toEqual(["chaque jour, 1 fois", "every day, 1 time"]);
  expect(wordsOf("FREQ=MONTHLY;BYMONTHDAY=31;COUNT=4")[0]).toBe("chaque mois, le 31, 4 fois");
  expect(wordsOf("FREQ=MONTHLY;BYMONTHDAY=1;COUNT=4")[0]).toBe("chaque mois, le 1er, 4 fois");
  expect(wordsOf("FREQ=MONTHLY;BYDAY=2TU;COUNT=4")).toEqual([
    "chaque mois, le 2e mardi, 4 fois",
    "every month on the second Tuesday, 4 times",
  ]);
  expect(wordsOf("FREQ=MONTHLY;BYDAY=-1FR;COUNT=4")[1]).toBe(
    "every month on the last Friday, 4 times",
  );
});
