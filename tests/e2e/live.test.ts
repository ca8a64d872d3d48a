import { randomInt } from "node:crypto";
import type { Browser, Page } from "@playwright/test";
import { expect, expectAccessible, signIn, test } from "./support/journey.ts";

/** A Monday that nobody has booked. */
function aFarMonday(): string {
  const first = Date.UTC(2071, 0, 5);
  return new Date(first + randomInt(2_000) * 7 * 86_400_000).toISOString().slice(0, 10);
}

/** Somebody else at another desk. */
async function atAnotherDesk(browser: Browser, email: string, path: string): Promise<Page> {
  const page = await (await browser.newContext()).newPage();
  await signIn(page, email, path);
  return page;
}

/** A mark that a reload of the document would wipe out. */
async function mark(page: Page) {
  await page.evaluate(() => Object.assign(window, { isSame: true }));
  return () => page.evaluate(() => "isSame" in window);
}

/** The stream is open: from here on nothing is missed. */
async function following(page: Page, path: string) {
  const stream = page.waitForRequest((request) => request.url().includes("/live?"));
  await page.goto(path);
  await (await stream).response();
}

async function book(page: Page, day: string, from: string, to: string) {
  const start = new URLSearchParams({ start: `${day}T${from}` }).toString();
  await page.goto(`/s/lumiere/sessions/new?${start}`);
  await page.getByLabel("Client").and(page.locator("input")).fill("a");
  await page.getByRole("option").first().click();
  await page.getByLabel("De", { exact: true }).fill(from);
  await page.getByLabel("À", { exact: true }).fill(to);
  await page.getByRole("button", { name: "Réserver la séance" }).click();
  await expect(page.getByText("Confirmée")).toBeVisible();
}

test("what one books at one desk stands in the calendar at another, with who did it", async ({
  page,
  browser,
}) => {
  test.slow();
  const day = aFarMonday();
  const week = `/s/lumiere/sessions?week=${day}`;
  await signIn(page, "owner@lumiere.test", week);
  const other = await atAnotherDesk(browser, "both@rsm.test", "/s/lumiere");
  await following(page, week);
  const isSame = await mark(page);
  const blocks = page.getByRole("table").getByRole("link", { name: "10 h–14 h" });
  await expect(blocks).toHaveCount(0);
  await book(other, day, "10:00", "14:00");
  await expect(blocks).toHaveCount(1);
  await expect(page.getByText("Inès Maurel a ajouté une séance")).toBeVisible();
  await expectAccessible(page);
  expect(await isSame()).toBe(true);

  // The one who booked is told nothing of it.
  await expect(other.getByText(/a ajouté une séance/)).toHaveCount(0);
  // What was out of sight, or offline, catches up.
  await page.context().setOffline(true);
  await book(other, day, "16:00", "18:00");
  await page.context().setOffline(false);
  await expect(page.getByRole("table").getByRole("link", { name: "16 h–18 h" })).toHaveCount(1);
  expect(await isSame()).toBe(true);
  await other.context().close();
});

test("what somebody is typing stays while others change the page, which follows afterwards", async ({
  page,
  browser,
}) => {
  test.slow();
  const day = aFarMonday();
  await signIn(page, "owner@lumiere.test", "/s/lumiere");
  await book(page, day, "10:00", "12:00");
  const session = new URL(page.url()).pathname;
  await following(page, session);
  await page.getByRole("main").getByRole("button", { name: "Plus" }).click();
  await page.getByRole("menuitem", { name: "Annuler la séance" }).click();
  await page.getByLabel("Raison").fill("Chanteuse malade");

  const other = await atAnotherDesk(browser, "both@rsm.test", `${session}/edit`);
  await other.getByLabel("À", { exact: true }).fill("13:30");
  await other.getByRole("button", { name: "Enregistrer" }).click();
  await expect(other.getByText("10 h–13 h 30")).toBeVisible();
  await expect(page.getByText("Inès Maurel a modifié une séance")).toBeVisible();
  await expect(page.getByLabel("Raison")).toHaveValue("Chanteuse malade");
  await page.getByRole("dialog").getByRole("button", { name: "Garder la séance" }).click();
  await expect(page.getByText("10 h–13 h 30")).toBeVisible();
  await other.context().close();
});

test("a stream is for members alone, and for who reads it", async ({ page }) => {
  const asked = (path: string, headers: Record<string, string> = {}) =>
    page.request.get(path, { headers, maxRedirects: 0 }).then((response) => response.status());
  const stream = { Accept: "text/event-stream" };
  expect(await asked("/s/lumiere/live", stream)).toBe(302);
  await signIn(page, "owner@lumiere.test", "/s/lumiere");
  expect(await asked("/s/lumiere/live")).toBe(406);
  expect(await asked("/s/atelier/live", stream)).toBe(404);
  const head = await page.request.head("/s/lumiere/live", { headers: stream });
  expect(head.status()).toBe(405);
});
