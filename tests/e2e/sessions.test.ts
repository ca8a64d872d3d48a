import { randomInt } from "node:crypto";
import type { Page } from "@playwright/test";
import { expect, expectAccessible, signIn, test } from "./support/journey.ts";

/** A Monday that nobody has booked. */
function aFarMonday(): string {
  const first = Date.UTC(2031, 0, 6);
  return new Date(first + randomInt(2_000) * 7 * 86_400_000).toISOString().slice(0, 10);
}

/** Fills what has no default. */
async function fill(page: Page, from: string, to: string) {
  await page.getByLabel("Client").and(page.locator("input")).fill("a");
  await page.getByRole("option").first().click();
  await page.getByLabel("De", { exact: true }).fill(from);
  await page.getByLabel("À", { exact: true }).fill(to);
}

test("a session is booked from the week, a second one clashes and takes a free slot", async ({
  page,
}) => {
  test.slow();
  const week = `/s/lumiere/sessions?week=${aFarMonday()}`;
  await signIn(page, "owner@lumiere.test", week);
  await page.getByRole("table").getByRole("link", { name: "Réserver Studio A" }).first().click();
  await expect(page.getByLabel("De", { exact: true })).toHaveValue("10:00");
  await fill(page, "22:00", "02:00");
  await expect(page.getByText(/Studio A, 4\sh : .* au tarif de la salle/)).toBeVisible();
  await expectAccessible(page);
  const slot = page.url();
  await page.getByRole("button", { name: "Réserver la séance" }).click();
  await expect(page.getByText("Confirmée")).toBeVisible();
  await expect(page.getByText("22 h–2 h")).toBeVisible();
  await expectAccessible(page);

  await page.goto(week);
  const blocks = page.getByRole("table").getByRole("link", { name: "22 h–2 h" });
  await expect(blocks).toHaveCount(1);
  await expectAccessible(page);

  await page.goto(slot);
  await fill(page, "23:00", "01:00");
  await page.getByLabel("Notes").fill("Deux Neumann");
  const answer = page.waitForResponse((response) => response.request().method() === "POST");
  await page.getByRole("button", { name: "Réserver la séance" }).click();
  expect((await answer).status()).toBe(409);
  const clash = page.getByRole("alert");
  await expect(clash).toContainText("Ce créneau est déjà pris : Studio A");
  await expect(page.getByLabel("Notes")).toHaveValue("Deux Neumann");
  await expectAccessible(page);
  await clash.getByRole("button", { name: "20 h–22 h" }).click();
  await expect(page.getByText("20 h–22 h")).toBeVisible();
  await expect(page.getByText("Deux Neumann")).toBeVisible();
});

test("a session is confirmed, cancelled and brought back, with what was done undone", async ({
  page,
}) => {
  test.slow();
  const start = new URLSearchParams({ start: `${aFarMonday()}T10:00` });
  await signIn(page, "owner@lumiere.test", `/s/lumiere/sessions/new?${start.toString()}`);
  await fill(page, "10:00", "14:00");
  await page.getByLabel("État").selectOption("À confirmer");
  await page.getByRole("button", { name: "Réserver la séance" }).click();
  await page.getByRole("button", { name: "Confirmer" }).click();
  await expect(page.getByText("Séance confirmée.")).toBeVisible();
  await page.getByRole("button", { name: "Annuler", exact: true }).click();
  await expect(page.getByText("La séance est de nouveau à l’état « À confirmer ».")).toBeVisible();

  await page.getByRole("main").getByRole("button", { name: "Plus" }).click();
  await page.getByRole("menuitem", { name: "Annuler la séance" }).click();
  await page.getByLabel("Raison").fill("Chanteuse malade");
  await expectAccessible(page);
  await page.getByRole("dialog").getByRole("button", { name: "Annuler la séance" }).click();
  await expect(page.getByText("Chanteuse malade")).toBeVisible();
  await page.getByRole("button", { name: "Rétablir" }).click();
  await expect(page.getByRole("button", { name: "Confirmer" })).toBeVisible();

  await page.getByRole("link", { name: "Modifier" }).click();
  await page.getByLabel("À", { exact: true }).fill("15:30");
  await page.getByRole("button", { name: "Enregistrer" }).click();
  await expect(page.getByText("10 h–15 h 30")).toBeVisible();
});

test("a dialog that is left by Escape with something typed leaves the page as it is", async ({
  page,
}) => {
  const start = new URLSearchParams({ start: `${aFarMonday()}T10:00` });
  await signIn(page, "owner@lumiere.test", `/s/lumiere/sessions/new?${start.toString()}`);
  await fill(page, "10:00", "14:00");
  await page.getByRole("button", { name: "Réserver la séance" }).click();
  await expect(page.getByText("Confirmée")).toBeVisible();
  const here = page.url();
  await page.getByRole("main").getByRole("button", { name: "Plus" }).click();
  await page.getByRole("menuitem", { name: "Annuler la séance" }).click();
  await page.getByLabel("Raison").fill("Chanteuse malade");
  await page.keyboard.press("Escape");
  await expect(page.getByRole("dialog")).toBeHidden();
  await page.getByRole("link", { name: "Modifier" }).focus();
  await expect(page.getByText("Confirmée")).toBeVisible();
  expect(page.url()).toBe(here);
});

test("of two options on a slot the second waits for the first, and nobody is booked twice", async ({
  page,
}) => {
  test.slow();
  const start = new URLSearchParams({ start: `${aFarMonday()}T10:00` }).toString();
  await signIn(page, "owner@lumiere.test", `/s/lumiere/sessions/new?${start}`);
  const book = async (room: string, state: string) => {
    await page.goto(`/s/lumiere/sessions/new?${start}`);
    await fill(page, "10:00", "14:00");
    await page.getByLabel("Salle").selectOption(room);
    await page.getByLabel("État").selectOption(state);
  };
  const send = () => page.getByRole("button", { name: "Réserver la séance" }).click();
  const addSimon = async () => {
    await page.getByLabel("Équipe", { exact: true }).fill("simon");
    await page.getByRole("option", { name: /Simon/ }).first().click();
    await expect(page.getByRole("combobox", { name: /^Rôle, Simon/ })).toHaveValue("engineer");
  };

  await book("Mix 1", "Option");
  await addSimon();
  await expectAccessible(page);
  await send();
  await expect(page.getByText("Option n° 1")).toBeVisible();
  await expect(page.getByRole("link", { name: /^Simon/ })).toBeVisible();
  const first = page.url();

  await book("Mix 1", "Option");
  await send();
  await expect(page.getByText("Option n° 2")).toBeVisible();
  await expectAccessible(page);
  await page.getByRole("button", { name: "Confirmer" }).click();
  await expect(page.getByText(/a la première option sur ce créneau/)).toBeVisible();
  await page.getByRole("button", { name: "Demander une réponse" }).click();
  await expect(page.getByText(/en première option, a jusqu’au/)).toBeVisible();

  await page.goto(first);
  await expect(page.getByText("Réponse demandée")).toBeVisible();
  await page.getByRole("button", { name: "Confirmer" }).click();
  await expect(page.getByText("Séance confirmée. 1 autre option a été levée.")).toBeVisible();

  await book("Studio A", "Confirmée");
  await addSimon();
  await send();
  await expect(page.getByRole("alert")).toContainText("Ce créneau est déjà pris : Simon");
  await page.getByRole("button", { name: /^Retirer Simon/ }).click();
  await send();
  await expect(page).toHaveURL(/sessions\/[0-9a-f-]{36}$/);
});

test("the keys lead from week to week, and a day shows its lanes", async ({ page }) => {
  await signIn(page, "owner@lumiere.test", "/s/lumiere/sessions?week=2031-03-24");
  // The first key waits for the page to listen; it may be pressed again and leads to one place.
  await expect(async () => {
    await page.keyboard.press("t");
    await expect(page).not.toHaveURL(/2031/, { timeout: 1_000 });
  }).toPass();
  await page.goBack();
  await expect(page.getByText("lun. 24 mars – dim. 30 mars")).toBeVisible();
  await page.keyboard.press("ArrowRight");
  await expect(page).toHaveURL(/week=2031-03-31/);
  await page.keyboard.press("ArrowLeft");
  await expect(page).toHaveURL(/week=2031-03-24/);
  // On the night that the clocks go forward two o'clock does not come.
  await page.getByRole("link", { name: "sam. 29 mars", exact: true }).click();
  const lanes = page.getByRole("region", { name: "Séances par salle, sam. 29 mars" });
  await expect(lanes.getByText("1 h", { exact: true })).toBeVisible();
  await expect(lanes.getByText("2 h", { exact: true })).toHaveCount(0);
  await expectAccessible(page);
});

test("the list finds, filters and pages", async ({ page }) => {
  await signIn(page, "owner@lumiere.test", "/s/lumiere/sessions?view=list&when=past");
  await expect(page.getByRole("row")).toHaveCount(51);
  await expectAccessible(page);
  await page.mouse.wheel(0, 4_000);
  await expect(page.getByText(/1\d\d lignes affichées/)).toBeVisible();
  await page.goto("/s/lumiere/sessions?view=list&q=%25%25%25");
  await expect(page.getByText("Aucune séance ne correspond")).toBeVisible();
});

test("no session has an address that is no id, and none of another studio", async ({ page }) => {
  await signIn(page, "owner@grandmix.test", "/s/grandmix/sessions?view=list");
  const href = await page.getByRole("row").nth(1).getByRole("link").getAttribute("href");
  const id = href?.split("/").at(-1) ?? "";
  expect((await page.goto(`/s/grandmix/sessions/${id}`))?.status()).toBe(200);
  expect((await page.goto("/s/grandmix/sessions/nothing"))?.status()).toBe(404);
  await page.context().clearCookies();
  await signIn(page, "owner@lumiere.test", "/s/lumiere/sessions");
  expect((await page.goto(`/s/lumiere/sessions/${id}`))?.status()).toBe(404);
  expect((await page.goto(`/s/lumiere/sessions/${id}/edit`))?.status()).toBe(404);
});
