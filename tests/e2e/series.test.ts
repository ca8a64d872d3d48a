import { randomInt } from "node:crypto";
import type { Page } from "@playwright/test";
import { expect, expectAccessible, signIn, test } from "./support/journey.ts";

/** A Monday that nobody has booked, in a year of its own. */
function aFarMonday(): string {
  const first = Date.UTC(2070, 0, 6);
  return new Date(first + randomInt(2_000) * 7 * 86_400_000).toISOString().slice(0, 10);
}

const addDays = (day: string, days: number) =>
  new Date(Date.parse(day) + days * 86_400_000).toISOString().slice(0, 10);

async function fillIn(page: Page, from: string, to: string) {
  await page.getByLabel("Client").and(page.locator("input")).fill("a");
  await page.getByRole("option").first().click();
  await page.getByLabel("De", { exact: true }).fill(from);
  await page.getByLabel("À", { exact: true }).fill(to);
}

function formAt(day: string) {
  return `/s/lumiere/sessions/new?${new URLSearchParams({ start: `${day}T10:00` }).toString()}`;
}

const occurrences = (page: Page) =>
  page.getByRole("list", { name: "Dates de la série" }).getByRole("listitem");

test("a weekly series skips the date that clashes, and this and following change", async ({
  page,
}) => {
  test.slow();
  const monday = aFarMonday();
  await signIn(page, "owner@lumiere.test", formAt(addDays(monday, 14)));
  await fillIn(page, "11:00", "13:00");
  await page.getByRole("button", { name: "Réserver la séance" }).click();
  await expect(page.getByText("Confirmée")).toBeVisible();

  await page.goto(formAt(monday));
  await fillIn(page, "10:00", "14:00");
  await page.getByLabel("Répéter").selectOption("Chaque semaine");
  await page.getByLabel("mercredi").check();
  await page.getByLabel("Nombre de séances").fill("6");
  await expect(page.getByText("chaque lundi et mercredi, 6 fois")).toBeVisible();
  await expectAccessible(page);
  // Enter checks, and books nothing.
  await page.getByLabel("Nombre de séances").press("Enter");
  const preview = page.getByRole("region", { name: "Dates de la série" });
  await expect(preview.getByRole("alert")).toContainText("1 date est en conflit");
  await expect(preview.getByRole("listitem")).toHaveCount(6);
  await expect(
    preview.getByRole("link", { name: /Cabine B pris par .*, 11\sh–13\sh/ }),
  ).toBeVisible();
  await expectAccessible(page);
  await page
    .getByRole("button", { name: "Sauter les dates en conflit et réserver 5 séances" })
    .click();

  await expect(occurrences(page)).toHaveCount(6);
  await expect(page.getByText("Sautée")).toBeVisible();
  await expect(page.getByText("chaque lundi et mercredi, 6 fois")).toBeVisible();
  await expectAccessible(page);
  const first = page.url();

  const fourth = occurrences(page).nth(3).getByRole("link");
  const address = await fourth.getAttribute("href");
  await fourth.click();
  // The pages of two sessions have the same buttons.
  await page.waitForURL(`**${address}`);
  await expect(occurrences(page).nth(3).getByRole("link")).toHaveCount(0);
  await page.getByRole("link", { name: "Modifier" }).click();
  await page.getByLabel("Modifier", { exact: true }).selectOption("Celle-ci et les suivantes");
  await page.getByLabel("De", { exact: true }).fill("15:00");
  await page.getByLabel("À", { exact: true }).fill("18:00");
  await page.getByRole("button", { name: "Vérifier les dates" }).click();
  await expect(page.getByText(/Les 2 dates sont libres/)).toBeVisible();
  await expectAccessible(page);
  await page.getByRole("button", { name: "Modifier 2 séances" }).click();
  await expect(occurrences(page)).toHaveCount(3);
  await expect(occurrences(page).filter({ hasText: /15\sh–18\sh/ })).toHaveCount(2);
  await page.goto(first);
  await expect(occurrences(page)).toHaveCount(3);

  await page.getByRole("main").getByRole("button", { name: "Plus" }).click();
  await page.getByRole("menuitem", { name: "Annuler la séance" }).click();
  await page.getByLabel("Annuler", { exact: true }).selectOption("Celle-ci et les suivantes");
  await expectAccessible(page);
  await page.getByRole("dialog").getByRole("button", { name: "Annuler la séance" }).click();
  await expect(page.getByText("3 séances annulées, la série s’arrête là.")).toBeVisible();
  await expect(occurrences(page).filter({ hasText: "Annulée" })).toHaveCount(3);
});

test("a session is duplicated to the same weekday of the next week", async ({ page }) => {
  test.slow();
  const monday = aFarMonday();
  await signIn(page, "owner@lumiere.test", formAt(monday));
  await fillIn(page, "10:00", "14:00");
  await page.getByLabel("Notes").fill("Deux voix");
  await page.getByRole("button", { name: "Réserver la séance" }).click();
  await page.getByRole("link", { name: "Dupliquer" }).click();
  await page.waitForURL("**/sessions/new?copy=*");
  await expect(page.getByLabel("Date", { exact: true })).toHaveValue(/\d{4}-\d\d-\d\d/);
  const day = await page.getByLabel("Date", { exact: true }).inputValue();
  expect((Date.parse(day) - Date.parse(monday)) % (7 * 86_400_000)).toBe(0);
  await expect(page.getByLabel("Notes")).toHaveValue("Deux voix");
  await expect(page.getByLabel("De", { exact: true })).toHaveValue("10:00");
  await page.getByRole("button", { name: "Réserver la séance" }).click();
  await expect(page.getByText("Deux voix")).toBeVisible();
  await expect(page.getByText("Confirmée")).toBeVisible();
});

test("who was refused waits, and is offered what came free, on a phone", async ({ page }) => {
  test.slow();
  await page.setViewportSize({ width: 390, height: 844 });
  const monday = aFarMonday();
  const note = `Quatuor ${randomInt(1_000_000)}`;
  await signIn(page, "owner@lumiere.test", formAt(monday));
  await fillIn(page, "10:00", "14:00");
  await page.getByRole("button", { name: "Réserver la séance" }).click();
  await expect(page.getByText("Confirmée")).toBeVisible();
  const booked = page.url();

  await page.goto(formAt(monday));
  await fillIn(page, "12:00", "15:00");
  await page.getByLabel("Notes").fill(note);
  await page.getByRole("button", { name: "Réserver la séance" }).click();
  await page.getByRole("link", { name: "Mettre en liste d’attente" }).click();
  await expect(page.getByLabel("Durée")).toHaveValue("180");
  await expect(page.getByLabel("Note")).toHaveValue(note);
  await page.getByLabel("Au plus tard").fill(monday);
  await page.getByLabel("Pas avant").fill("09:00");
  await page.getByLabel("Pas après").fill("14:00");
  await expectAccessible(page);
  await page.getByRole("button", { name: "Inscrire en liste d’attente" }).click();
  const mine = page.getByRole("listitem").filter({ hasText: note });
  await expect(mine).toContainText("Aucun créneau libre pour l’instant.");
  await expectAccessible(page);
  const width = await page.evaluate(() => document.documentElement.scrollWidth);
  expect(width).toBeLessThanOrEqual(390);

  await page.goto(booked);
  await page.getByRole("main").getByRole("button", { name: "Plus" }).click();
  await page.getByRole("menuitem", { name: "Annuler la séance" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Annuler la séance" }).click();
  await expect(page.getByRole("region", { name: "Qui attend ce créneau" })).toContainText(
    /Un créneau s’est libéré : .*10\sh–13\sh, Cabine B/,
  );
  await expectAccessible(page);
  await page.goto("/s/lumiere/sessions/waiting");
  await expect(mine).toContainText(/9\sh–12\sh, Cabine B/);
  await mine.getByRole("link", { name: /^Réserver pour/ }).click();
  await expect(page.getByLabel("De", { exact: true })).toHaveValue("09:00");
  await expect(page.getByLabel("À", { exact: true })).toHaveValue("12:00");
  await page.getByRole("button", { name: "Réserver la séance" }).click();
  await expect(page.getByText("Confirmée")).toBeVisible();

  await page.goto("/s/lumiere/sessions/waiting");
  await expect(page.getByRole("heading", { name: "Liste d’attente" })).toBeVisible();
  await expect(mine).toHaveCount(0);
  await page.getByRole("link", { name: "Closes" }).click();
  await expect(mine.getByRole("link", { name: "Séance réservée" })).toBeVisible();
});
