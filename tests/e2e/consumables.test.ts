import { randomBytes } from "node:crypto";
import { expect, expectAccessible, signIn, test } from "./support/journey.ts";

test("a consumable is added, taken from by two people at once, counted, bought again and archived", async ({
  page,
  browser,
}) => {
  test.slow();
  const name = `Bande ${randomBytes(3).toString("hex")}`;
  await signIn(page, "owner@lumiere.test", "/s/lumiere/equipment");
  await page.getByRole("link", { name: "Consommables" }).click();
  await expect(page.getByRole("link", { name: "Piles AA" })).toBeVisible();
  await expectAccessible(page);
  await page.getByRole("link", { name: "Nouveau consommable" }).click();
  await page.getByLabel("Nom", { exact: true }).fill(name);
  await page.getByLabel("Unité").fill("bobine");
  await page.getByLabel("Quantité").fill("-1");
  await page.getByLabel("Seuil").fill("2");
  await page.getByRole("button", { name: "Ajouter le consommable" }).click();
  await expect(page.getByLabel("Quantité")).toHaveAttribute("aria-invalid", "true");
  await expectAccessible(page);
  await page.getByLabel("Quantité").fill("4");
  await page.getByRole("button", { name: "Ajouter le consommable" }).click();

  const row = page.getByRole("row", { name });
  const less = page.getByRole("button", { name: `Retirer 1 : ${name}` });
  const shows = (quantity: number) =>
    page.getByRole("button", { name: `${name} : ${quantity} bobine` });
  await expect(shows(4)).toBeVisible();
  await expect(row.getByRole("cell", { name: "À racheter", exact: true })).toBeHidden();

  // Of another who has the list open, two presses in a row count as two.
  const theirs = await browser.newContext();
  const other = await theirs.newPage();
  await signIn(other, "owner@lumiere.test", "/s/lumiere/equipment/consumables");
  const theirLess = other.getByRole("button", { name: `Retirer 1 : ${name}` });
  await theirLess.click();
  await theirLess.click();
  await less.click();
  await expect(shows(1)).toBeVisible();
  await expect(row.getByRole("cell", { name: "À racheter", exact: true })).toBeVisible();
  await page.goto("/s/lumiere/equipment/consumables?stock=low");
  await expect(shows(1)).toBeVisible();
  await expect(page.getByRole("link", { name: "Café en grains" })).toBeHidden();
  await expectAccessible(page);

  // Held up on its way, the press shows at once; what somebody else took first is refused.
  let letGo = () => {};
  const held = new Promise<void>((resolve) => (letGo = resolve));
  await page.route("**/movements.data", async (route) => {
    await held;
    await route.continue();
  });
  await less.click();
  await expect(shows(0)).toBeVisible();
  await expect(less).toBeDisabled();
  const taken = other.waitForResponse(/\/movements\.data/);
  await theirLess.click();
  expect((await taken).status()).toBe(200);
  letGo();
  await expect(page.getByText(`${name} : il en reste 0.`)).toBeVisible();
  await expect(shows(0)).toBeVisible();
  await theirs.close();

  await shows(0).click();
  const dialog = page.getByRole("dialog");
  await expectAccessible(page);
  await dialog.getByLabel("Quantité").fill("12");
  await dialog.getByRole("button", { name: "Enregistrer" }).click();
  await expect(dialog).toBeHidden();
  await expect(page.getByRole("row", { name })).toBeHidden();

  await page.setViewportSize({ width: 390, height: 844 });
  await page.goto("/s/lumiere/equipment/consumables");
  await page.getByRole("button", { name: `Ajouter 1 : ${name}` }).click();
  await expect(shows(13)).toBeVisible();
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
  await expectAccessible(page);
  await page.getByRole("link", { name }).click();
  await expect(page.getByText("reste 13 bobine")).toBeVisible();
  await page.getByLabel("Rangement").fill("Réserve");
  await expectAccessible(page);
  await page.getByRole("button", { name: "Enregistrer" }).click();
  await page.getByRole("link", { name }).click();
  await expect(page.getByLabel("Rangement")).toHaveValue("Réserve");
  await page.getByRole("button", { name: "Archiver" }).click();
  await expect(page.getByText(`${name} est archivé.`)).toBeVisible();
  await page.getByRole("button", { name: "Annuler" }).last().click();
  await expect(page.getByText(`${name} est de nouveau en usage.`)).toBeVisible();

  await page.goto("/s/lumiere");
  const card = page.getByRole("region", { name: "Consommables à racheter" });
  await expect(card.getByRole("link", { name: /Cordes basse 45-105/ })).toBeVisible();
  await expectAccessible(page);
});
