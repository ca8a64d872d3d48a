import { randomBytes } from "node:crypto";
import { readFile } from "node:fs/promises";
import type { Page } from "@playwright/test";
import { answers, expect, expectAccessible, signIn, test } from "./support/journey.ts";

const addedName = (page: Page) => page.getByLabel("Nom", { exact: true });

async function add(page: Page, name: string, more: { email?: string; phone?: string } = {}) {
  await page.goto("/s/lumiere/clients/new");
  await answers(page);
  await addedName(page).fill(name);
  if (more.email) await page.getByLabel("E-mail", { exact: true }).fill(more.email);
  if (more.phone) await page.getByLabel("Téléphone", { exact: true }).fill(more.phone);
  await page.getByRole("button", { name: "Ajouter le client" }).click();
  await expect(page.getByRole("heading", { level: 1, name })).toBeVisible();
}

test("a client is added, found without accents, changed, archived and taken back", async ({
  page,
}) => {
  test.slow();
  const mark = randomBytes(3).toString("hex");
  const name = `Éléonore Quénard ${mark}`;
  await signIn(page, "owner@lumiere.test", "/s/lumiere/clients");
  await expect(page.getByRole("heading", { level: 1, name: "Clients" })).toBeVisible();
  await expectAccessible(page);

  await page.getByRole("link", { name: "Nouveau client" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Nouveau client" })).toBeVisible();
  await addedName(page).fill(name);
  await page.getByLabel("E-mail", { exact: true }).fill("eleonore@");
  await page.getByRole("button", { name: "Ajouter le client" }).click();
  await expect(page.getByText("Cette adresse e-mail n’est pas valable.")).toBeVisible();
  await expect(addedName(page)).toHaveValue(name);
  await expectAccessible(page);
  await page.getByLabel("E-mail", { exact: true }).fill("eleonore@example.test");
  await page.getByRole("button", { name: "Ajouter un e-mail" }).click();
  await page.getByLabel("E-mail", { exact: true }).nth(1).fill("bureau@example.test");
  await page.getByLabel("Usage").nth(1).selectOption("Bureau");
  await page.getByRole("button", { name: "Monter la ligne 2" }).click();
  await page.getByRole("combobox", { name: "Étiquettes" }).fill("jazz,");
  await page.getByRole("button", { name: "Ajouter le client" }).click();
  await expect(page.getByRole("heading", { level: 1, name })).toBeVisible();
  const mails = page.getByRole("link", { name: /@example\.test/ });
  await expect(mails).toHaveText(["bureau@example.test", "eleonore@example.test"]);
  await expectAccessible(page);

  await page.getByRole("link", { name: "Modifier" }).click();
  await page.getByRole("button", { name: "Ajouter une adresse" }).click();
  await page.getByLabel("Ville").fill("Nîmes");
  await page.getByLabel("Client VIP").check();
  await page.getByLabel("Fonction").press("Enter");
  await expect(page.getByText("Personne · Nîmes")).toBeVisible();
  await expect(mails).toHaveCount(2);

  await page.getByRole("button", { name: "Archiver" }).click();
  await expect(page.getByText(`${name} est dans les archives.`)).toBeVisible();
  await expect(page.getByRole("button", { name: "Restaurer" })).toBeVisible();
  await page.getByRole("button", { name: "Annuler" }).click();
  await expect(page.getByText(`${name} est de nouveau dans la liste.`)).toBeVisible();

  await page.getByRole("navigation", { name: "Fil d’Ariane" }).getByRole("link").click();
  await page.getByRole("searchbox").fill(`quenard ${mark} nimes`);
  await expect(page.getByRole("row")).toHaveCount(2);
  await page.getByRole("link", { name }).click();
  await expect(page.getByRole("heading", { level: 1, name })).toBeVisible();
});

test("a client's address that is no id, or nobody's, is not found", async ({ page }) => {
  await signIn(page, "owner@lumiere.test", "/s/lumiere/clients");
  for (const id of ["42", "0199d0c4-0000-7000-8000-000000000001"]) {
    const response = await page.goto(`/s/lumiere/clients/${id}`);
    expect(response?.status()).toBe(404);
  }
});

test("two that are one are found, compared, merged, and parted again", async ({ page }) => {
  test.slow();
  const mark = randomBytes(3).toString("hex");
  const [kept, gone] = [`Ada Merle ${mark}`, `Merle Ada ${mark}`];
  await signIn(page, "owner@lumiere.test", "/s/lumiere/clients");
  await add(page, kept, { phone: `06 39 98 ${mark.replace(/\D/g, "1").slice(0, 4)}` });
  const keptPage = page.url();
  await add(page, gone, { email: `ada.${mark}@example.test` });
  const gonePage = page.url();

  await page.goto(keptPage);
  await answers(page);
  await page.getByRole("button", { name: "Plus d’actions" }).click();
  await page.getByRole("menuitem", { name: "Fusionner…" }).click();
  await page.getByRole("combobox", { name: "Avec quel client ?" }).fill(`merle ada ${mark}`);
  await page.getByRole("option", { name: gone }).click();
  await page.getByRole("button", { name: "Comparer" }).click();
  await expect(page.getByRole("columnheader", { name: gone })).toBeVisible();
  await expectAccessible(page);
  await page.getByRole("button", { name: "Fusionner", exact: true }).click();
  await expect(page.getByRole("heading", { level: 1, name: kept })).toBeVisible();
  await expect(page.getByRole("link", { name: `ada.${mark}@example.test` })).toBeVisible();
  await page.goto(gonePage);
  await expect(page.getByRole("heading", { level: 1, name: kept })).toBeVisible();

  await answers(page);
  await page.getByRole("button", { name: "Séparer" }).click();
  await expect(page.getByText(`${gone} est de nouveau un client à part.`)).toBeVisible();
  await expect(page.getByRole("link", { name: `ada.${mark}@example.test` })).toBeHidden();
  await page.goto(gonePage);
  await expect(page.getByRole("heading", { level: 1, name: gone })).toBeVisible();
  await expect(page.getByRole("link", { name: `ada.${mark}@example.test` })).toBeVisible();

  await add(page, kept);
  await page.goto("/s/lumiere/clients/duplicates");
  await expect(page.getByRole("heading", { name: `Même nom : ${kept}` })).toBeVisible();
  await expectAccessible(page);
});

test("the palette finds a client by a piece of their phone, and goes there by keys", async ({
  page,
}) => {
  test.slow();
  const mark = String(Date.now()).slice(-6);
  const pairs = mark.match(/../g)!.join(" ");
  const name = `Zoé Palette ${randomBytes(3).toString("hex")}`;
  await signIn(page, "owner@lumiere.test", "/s/lumiere/clients");
  await add(page, name, { phone: `06 3${pairs}` });
  await page.goto("/s/lumiere");
  await answers(page);
  await page.keyboard.press("ControlOrMeta+k");
  const palette = page.getByRole("dialog", { name: "Palette de commandes" });
  await palette.getByRole("combobox").fill(mark);
  await expect(palette.getByRole("option", { name })).toBeVisible();
  await expectAccessible(page);
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { level: 1, name })).toBeVisible();
});

test("ticked clients are tagged together, and leave as a table and as cards", async ({ page }) => {
  test.slow();
  const mark = randomBytes(3).toString("hex");
  const names = [`Groupe Un ${mark}`, `Groupe Deux ${mark}`];
  await signIn(page, "owner@lumiere.test", "/s/lumiere/clients");
  for (const name of names) await add(page, name, { email: `${mark}@example.test` });
  await page.goto(`/s/lumiere/clients?q=${mark}`);
  await answers(page);
  await expect(page.getByRole("row")).toHaveCount(3);
  await page.getByRole("row").nth(1).getByRole("checkbox").check();
  await page.getByRole("row").nth(2).getByRole("checkbox").check();
  await page.getByRole("button", { name: "Étiqueter" }).click();
  const dialog = page.getByRole("dialog", { name: "Étiqueter" });
  await dialog.getByLabel("Étiquette").fill(`lot ${mark}`);
  await expectAccessible(page);
  await dialog.getByRole("button", { name: "Étiqueter" }).click();
  await expect(page.getByText("2 clients étiquetés.")).toBeVisible();

  await page.goto(`/s/lumiere/clients?${new URLSearchParams({ tag: `lot ${mark}` })}`);
  await answers(page);
  await expect(page.getByRole("row")).toHaveCount(3);
  const leaving = async (format: string) => {
    await page.getByRole("button", { name: "Exporter" }).click();
    const [download] = await Promise.all([
      page.waitForEvent("download"),
      page.getByRole("menuitem", { name: format }).click(),
    ]);
    return readFile(await download.path(), "utf8");
  };
  const table = await leaving("CSV");
  for (const name of names) expect(table).toContain(name);
  expect(table.trim().split("\r\n")).toHaveLength(3);
  const cards = await leaving("Cartes de visite (vCard)");
  expect(cards.match(/^BEGIN:VCARD\r$/gm)).toHaveLength(2);
  expect(cards).toContain(`EMAIL:${mark}@example.test`);
});
