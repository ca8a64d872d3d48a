import { randomBytes } from "node:crypto";
import { readFile } from "node:fs/promises";
import type { Page } from "@playwright/test";
import { answers, expect, expectAccessible, signIn, test } from "./support/journey.ts";

/** Microphones of one maker that no other test has, from "<mark> 1" on, each dearer than the one before. */
async function addMicrophones(page: Page, mark: string, count: number) {
  const origin = new URL(page.url()).origin;
  for (let n = 1; n <= count; n += 1) {
    const form = { name: `${mark} ${n}`, maker: mark, kind: "microphone", condition: "good" };
    const answer = await page.request.post("/s/lumiere/equipment/new", {
      form: { ...form, purchasePriceCents: `${n}00` },
      headers: { Origin: origin },
      maxRedirects: 0,
    });
    expect(answer.status()).toBe(302);
  }
}

/** As they are seen: on a phone the maker stands beside. */
async function names(page: Page) {
  const links = page.getByRole("cell").getByRole("link");
  return (await links.allInnerTexts()).map((text) => text.trim());
}

test("a list is sorted, laid out, and kept as a view that is renamed, overwritten and taken back", async ({
  page,
}) => {
  test.slow();
  const mark = `Mira${randomBytes(3).toString("hex")}x`;
  await signIn(page, "owner@lumiere.test", "/s/lumiere/equipment");
  await addMicrophones(page, mark, 3);
  await page.goto(`/s/lumiere/equipment?q=${mark}`);
  await answers(page);
  const numbers = ["1", "2", "3"].map((n) => `${mark} ${n}`);
  await expect.poll(() => names(page)).toEqual(numbers);

  const price = page.getByRole("columnheader", { name: "Prix d’achat" });
  await price.getByRole("link").click();
  await expect(price).toHaveAttribute("aria-sort", "ascending");
  await price.getByRole("link").click();
  await expect(price).toHaveAttribute("aria-sort", "descending");
  await expect(page).toHaveURL(/sort=-price/);
  await expect.poll(() => names(page)).toEqual(numbers.toReversed());
  await expectAccessible(page);

  await page.getByRole("button", { name: "Colonnes" }).click();
  await expectAccessible(page);
  await page.getByRole("menuitemcheckbox", { name: "Famille" }).click();
  await page.getByRole("menuitemcheckbox", { name: "Date d’achat" }).click();
  await page.keyboard.press("Escape");
  await expect(page.getByRole("columnheader", { name: "Famille" })).toBeHidden();
  await expect(page.getByRole("columnheader", { name: "Date d’achat" })).toBeVisible();

  await page.getByRole("button", { name: "Enregistrer la vue" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("button", { name: "Enregistrer" }).click();
  await expect(dialog.getByText("Ce champ est obligatoire.")).toBeVisible();
  await dialog.getByLabel("Nom de la vue").fill(mark);
  await expectAccessible(page);
  await dialog.getByRole("button", { name: "Enregistrer" }).click();
  const views = page.getByRole("navigation", { name: "Vues enregistrées" });
  const view = views.getByRole("link", { name: `${mark} privée` });
  await expect(view).toHaveAttribute("aria-current", "page");
  await expectAccessible(page);

  // The columns are remembered for the next visit, from the server's first page on.
  const html = await (await page.request.get("/s/lumiere/equipment")).text();
  expect(html).toMatch(/columnheader[^>]*>[^]*?Date d’achat/);
  expect(html).not.toMatch(/columnheader[^>]*>(<a[^>]*>)?(<span[^>]*>)?Famille/);

  await page.goto("/s/lumiere/equipment");
  await view.click();
  await expect.poll(() => names(page)).toEqual(numbers.toReversed());
  await page.getByRole("columnheader", { name: "Modèle" }).getByRole("link").click();
  await expect.poll(() => names(page)).toEqual(numbers);
  const actions = page.getByRole("button", { name: `Actions sur la vue ${mark}` });
  await actions.click();
  await page.getByRole("menuitem", { name: "Garder les réglages actuels" }).click();
  await expect(page.getByText("La vue garde ces réglages.")).toBeVisible();
  await expect(page).toHaveURL(/sort=name/);

  await actions.click();
  await page.getByRole("menuitem", { name: "Renommer la vue" }).click();
  await dialog.getByLabel("Nom de la vue").fill(`${mark} à tous`);
  await dialog.getByLabel("Partager avec le studio").check();
  await dialog.getByRole("button", { name: "Enregistrer" }).click();
  const renamed = views.getByRole("link", { name: `${mark} à tous`, exact: true });
  await expect(renamed).toBeVisible();

  await page.getByRole("button", { name: `Actions sur la vue ${mark} à tous` }).click();
  await page.getByRole("menuitem", { name: "Supprimer la vue" }).click();
  await expect(page.getByText(`La vue ${mark} à tous est supprimée.`)).toBeVisible();
  await expect(renamed).toBeHidden();
  await page.getByRole("button", { name: "Annuler" }).last().click();
  await expect(renamed).toBeVisible();
  await page.getByRole("button", { name: "Colonnes" }).click();
  await page.getByRole("menuitem", { name: "Colonnes par défaut" }).click();
  await expect(page.getByRole("columnheader", { name: "Famille" })).toBeVisible();
});

test("rows are ticked by mouse and keyboard, archived together, taken back, and saved as a file", async ({
  page,
}) => {
  test.slow();
  const mark = `Vega${randomBytes(3).toString("hex")}x`;
  await signIn(page, "owner@lumiere.test", "/s/lumiere/equipment");
  await addMicrophones(page, mark, 5);
  await page.goto(`/s/lumiere/equipment?q=${mark}`);
  await answers(page);
  const bar = page.getByRole("region", { name: "Actions sur la sélection" });
  const box = (n: number) => page.getByRole("checkbox", { name: `Sélectionner ${mark} ${n}` });

  await box(1).click();
  await expect(bar.getByText("1 sélectionné")).toBeVisible();
  await box(3).click({ modifiers: ["Shift"] });
  await expect(bar.getByText("3 sélectionnés")).toBeVisible();
  await expectAccessible(page);
  await page.keyboard.press("Escape");
  await expect(bar).toBeHidden();

  await page.getByRole("link", { name: new RegExp(`^${mark} 2`) }).focus();
  await page.keyboard.press("x");
  await expect(box(2)).toBeChecked();
  await page.keyboard.press("j");
  await page.keyboard.press("j");
  await page.keyboard.press("Shift+X");
  await expect(bar.getByText("3 sélectionnés")).toBeVisible();
  await bar.getByRole("button", { name: "Archiver" }).click();
  await expect(page.getByText("3 archivés.")).toBeVisible();
  await expect.poll(() => names(page)).toEqual([`${mark} 1`, `${mark} 5`]);
  await expect(bar).toBeHidden();
  await page.getByRole("button", { name: "Annuler" }).last().click();
  await expect(page.getByText("3 restaurés.")).toBeVisible();
  await expect.poll(() => names(page)).toHaveLength(5);

  await page.goto(`/s/lumiere/equipment?q=${mark}&sort=-price`);
  await page.getByRole("button", { name: "Exporter" }).click();
  await expectAccessible(page);
  const saved = page.waitForEvent("download");
  await page.getByRole("menuitem", { name: "CSV" }).click();
  const file = await saved;
  expect(file.suggestedFilename()).toMatch(/^Matériel \d{4}-\d\d-\d\d\.csv$/);
  const lines = (await readFile(await file.path(), "utf8")).trim().split("\r\n");
  expect(lines[0]).toMatch(/^\uFEFF?Modèle;Fabricant;/);
  expect(lines.slice(1).map((line) => line.split(";")[0])).toEqual(
    [5, 4, 3, 2, 1].map((n) => `${mark} ${n}`),
  );
  expect(lines[1]).toMatch(/;"500,00"$/);
  const book = await page.request.get(`/s/lumiere/equipment/export.xlsx?q=${mark}`);
  expect(book.headers()["cache-control"]).toBe("private, no-store");
  expect((await book.body()).subarray(0, 2).toString()).toBe("PK");
});

test("all that a filter finds is archived, more than a page of it, and comes back", async ({
  page,
}) => {
  test.slow();
  const mark = `Lyra${randomBytes(3).toString("hex")}x`;
  await signIn(page, "owner@lumiere.test", "/s/lumiere/equipment");
  await addMicrophones(page, mark, 53);
  await page.goto(`/s/lumiere/equipment?q=${mark}`);
  await answers(page);
  // Whatever has been loaded by then: all of the filter is meant.
  await page.getByRole("checkbox", { name: "Sélectionner les lignes affichées" }).check();
  const bar = page.getByRole("region", { name: "Actions sur la sélection" });
  const everything = bar.getByRole("button", { name: "Sélectionner les 53" });
  const isWhole = bar.getByText("53 sélectionnés");
  await expect(everything.or(isWhole)).toBeVisible();
  if (await everything.isVisible()) await everything.click();
  await expect(isWhole).toBeVisible();
  await bar.getByRole("button", { name: "Archiver" }).click();
  await expect(page.getByText("53 archivés.")).toBeVisible();
  await expect(
    page
      .getByText("Aucun résultat")
      .or(page.getByText(/Rien ne|Aucun /))
      .first(),
  ).toBeVisible();

  await page.goto(`/s/lumiere/equipment?q=${mark}&archived=only`);
  await page.getByRole("checkbox", { name: "Sélectionner les lignes affichées" }).check();
  await expect(everything.or(isWhole)).toBeVisible();
  if (await everything.isVisible()) await everything.click();
  await bar.getByRole("button", { name: "Restaurer" }).click();
  await expect(page.getByText("53 restaurés.")).toBeVisible();
});
