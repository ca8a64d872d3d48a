import { randomInt } from "node:crypto";
import type { Page } from "@playwright/test";
import { answers, expect, expectAccessible, signIn, test } from "./support/journey.ts";

/** A Wednesday that nobody has booked. */
function aFarWednesday(): string {
  const first = Date.UTC(2052, 0, 3);
  return new Date(first + randomInt(2_000) * 7 * 86_400_000).toISOString().slice(0, 10);
}

/** The letters at /dev/mail whose subject has all of these words, the newest first. */
async function subjectsWith(page: Page, ...words: string[]): Promise<string[]> {
  await page.goto("/dev/mail");
  const all = await page.getByRole("navigation").getByRole("link").allInnerTexts();
  return all.filter((text) => words.every((word) => text.includes(word)));
}

test("a call sheet goes out by mail; a move is told once it can no longer be undone, one that was undone is not", async ({
  page,
}) => {
  test.slow();
  const day = aFarWednesday();
  const year = day.slice(0, 4);
  const start = new URLSearchParams({ start: `${day}T10:00`, end: `${day}T12:00` });
  await signIn(page, "owner@lumiere.test", `/s/lumiere/sessions/new?${start.toString()}`);
  await page.getByLabel("Client").and(page.locator("input")).fill("a");
  await page.getByRole("option").first().click();
  await page.getByPlaceholder("Ajouter une personne").fill("Simon");
  await page.getByRole("option").first().click();
  await page.getByRole("button", { name: "Réserver la séance" }).click();
  await expect(page.getByText("Confirmée")).toBeVisible();
  const session = page.url();
  await page.getByRole("button", { name: "Envoyer la feuille de service" }).click();
  const dialog = page.getByRole("dialog");
  await expectAccessible(page);
  for (const box of await dialog.getByRole("checkbox").all()) await box.uncheck({ force: true });
  await dialog.getByRole("button", { name: "Envoyer" }).click();
  await expect(dialog.getByRole("alert")).toHaveText("Choisissez au moins une personne.");
  await dialog.getByRole("checkbox", { name: /Simon/ }).check();
  await dialog.getByRole("button", { name: "Envoyer" }).click();
  await expect(page.getByText("La feuille de service part à une personne.")).toBeVisible();

  await expect.poll(() => subjectsWith(page, "Feuille de service", year)).toHaveLength(1);
  await page
    .getByRole("link", { name: /Feuille de service/ })
    .first()
    .click();
  const files = page.getByRole("list", { name: "Pièces jointes" });
  await expect(files.getByRole("link", { name: "session.ics" })).toBeVisible();
  await expect(files.getByRole("link", { name: /\.pdf$/ })).toBeVisible();
  await expectAccessible(page);
  await page.goto(session);
  await expect(page.getByText(/^le .*\d h/)).toBeVisible();

  // Moved and moved back within the ten seconds: nobody hears of it.
  const moveTo = async (from: string, to: string) => {
    await page.goto(`/s/lumiere/sessions?day=${day}`);
    await answers(page);
    await page.locator("[data-session]").first().focus();
    await page.keyboard.press("Space");
    await page.getByLabel("À", { exact: true }).fill(to);
    await page.getByLabel("De", { exact: true }).fill(from);
    await page.keyboard.press("Enter");
    await expect(page.locator("[aria-busy=true]")).toHaveCount(0);
  };
  await moveTo("14:00", "16:00");
  await page.getByRole("button", { name: "Annuler", exact: true }).last().click();
  await expect(page.getByRole("link", { name: "10 h–12 h" })).toBeVisible();
  await expect(page.locator("[aria-busy=true]")).toHaveCount(0);
  // What comes after it in the studio's outbox is told, and is all that is.
  await moveTo("15:00", "17:00");
  await expect(page.getByRole("link", { name: "15 h–17 h" })).toBeVisible();
  await expect
    .poll(() => subjectsWith(page, "Changement", year), { timeout: 40_000 })
    .toHaveLength(1);
  expect(await subjectsWith(page, "Changement", "14 h", year)).toEqual([]);
});
