import { randomBytes } from "node:crypto";
import type { Page } from "@playwright/test";
import { expect, expectAccessible, signIn, test } from "./support/journey.ts";

test("a project takes tracks, puts them in order, and is delivered", async ({ page }) => {
  test.slow();
  const mark = randomBytes(3).toString("hex");
  await signIn(page, "owner@lumiere.test", "/s/lumiere/projects");
  await expect(page.getByRole("heading", { level: 1, name: "Projets" })).toBeVisible();
  await expectAccessible(page);

  await page.getByRole("link", { name: "Nouveau projet" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Nouveau projet" })).toBeVisible();
  await page.getByRole("combobox", { name: "Client" }).fill("agence");
  await page.getByRole("option").first().click();
  await page.getByLabel("Titre").fill(`Marées ${mark}`);
  await page.getByLabel("Budget").fill("12 500,50");
  await expectAccessible(page);
  await page.getByRole("button", { name: "Créer le projet" }).click();
  await expect(page.getByRole("heading", { level: 1, name: `Marées ${mark}` })).toBeVisible();
  await expect(page.getByText(/sur 12\s500,50\s€/)).toBeVisible();

  const field = page.getByLabel("Nouveau titre");
  for (const title of ["Aube", "Zénith", "Crépuscule"]) {
    await field.fill(title);
    await field.press("Enter");
    await expect(page.getByRole("link", { name: title })).toBeVisible();
    await expect(field).toHaveValue("");
  }
  await page.getByRole("button", { name: "Monter « Crépuscule »" }).focus();
  await page.keyboard.press("Enter");
  await expect.poll(() => titles(page)).toEqual(["1Aube", "2Crépuscule", "3Zénith"]);
  await expect(page.getByRole("button", { name: "Monter « Crépuscule »" })).toBeFocused();

  await drag(page, "Zénith", "Aube");
  await expect.poll(() => titles(page)).toEqual(["1Zénith", "2Aube", "3Crépuscule"]);

  await page.getByRole("button", { name: /^État de « Aube »/ }).click();
  await page.getByRole("menuitemradio", { name: "Mixage" }).click();
  await expect(page.getByRole("button", { name: "État de « Aube », Mixage" })).toBeVisible();
  await expectAccessible(page);
  await page.waitForLoadState("networkidle");
  await page.reload();
  expect(await titles(page)).toEqual(["1Zénith", "2Aube", "3Crépuscule"]);
  await expect(page.getByRole("button", { name: "État de « Aube », Mixage" })).toBeVisible();

  await page.getByRole("link", { name: "Aube" }).click();
  await page.getByLabel("Durée").fill("3:75");
  await page.getByRole("button", { name: "Enregistrer" }).click();
  await expect(page.getByText("Saisissez une durée, par exemple 3:45.")).toBeVisible();
  await page.getByLabel("Durée").fill("3:45");
  await page.getByLabel("Tempo").fill("127,5");
  await expectAccessible(page);
  await page.getByRole("button", { name: "Enregistrer" }).click();
  await expect(page.getByText("Durée totale 3:45")).toBeVisible();
  await expect(page.getByRole("cell", { name: "127,5" })).toBeVisible();

  await page.getByRole("link", { name: "Crépuscule" }).click();
  await page.getByRole("button", { name: "Supprimer le titre" }).click();
  const dialog = page.getByRole("dialog");
  await expect(dialog.getByText("Supprimer « Crépuscule » ?")).toBeVisible();
  await dialog.getByRole("button", { name: "Supprimer le titre" }).click();
  await expect.poll(() => titles(page)).toEqual(["1Zénith", "2Aube"]);

  await page.getByRole("button", { name: /^Changer l’état/ }).click();
  await page.getByRole("menuitemradio", { name: "Livré" }).click();
  await expect(page.getByRole("button", { name: "Changer l’état, Livré" })).toBeVisible();
  await page.getByRole("link", { name: "Séances" }).last().click();
  await expect(page.getByText("Aucune séance passée")).toBeVisible();
});

/** Place and title of the tracks, as they stand. */
function titles(page: Page) {
  return page.getByRole("row").getByRole("link").allInnerTexts().then(joined);
}

function joined(texts: string[]) {
  return texts.map((text) => text.replace(/\s/g, ""));
}

/** By the handle of one track onto the row of another. */
async function drag(page: Page, title: string, onto: string) {
  const handleOf = (of: string) =>
    page.getByRole("row").filter({ hasText: of }).getByTitle("Glisser pour déplacer");
  await handleOf(title).hover();
  await page.mouse.down();
  const target = await handleOf(onto).boundingBox();
  if (!target) throw new Error(`${onto} is not in sight`);
  const [x, y] = [target.x + target.width / 2, target.y + target.height / 2];
  await page.mouse.move(x, y, { steps: 8 });
  await page.mouse.up();
}
