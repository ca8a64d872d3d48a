import { randomBytes } from "node:crypto";
import type { Page } from "@playwright/test";
import { answers, expect, expectAccessible, signIn, test } from "./support/journey.ts";

/** Adds a unit by the form; returns its id, which its page's address ends with, and its code. */
async function addUnit(page: Page, model: string) {
  await page.goto("/s/lumiere/equipment/new");
  await page.getByLabel("Modèle").fill(model);
  await page.getByRole("button", { name: "Ajouter le matériel" }).click();
  await expect(page.getByRole("heading", { level: 1, name: model })).toBeVisible();
  const code = await page
    .getByRole("term")
    .filter({ hasText: /^Code$/ })
    .locator("+ dd")
    .innerText();
  return { id: page.url().split("/").at(-1)!, code };
}

/** Types a code and presses Enter, as a scanner does. */
async function scan(page: Page, code: string) {
  await page.keyboard.type(code);
  await page.keyboard.press("Enter");
}

test("two units go out by their codes, an unknown code is kept and said, one comes back and one stays out", async ({
  page,
}) => {
  const name = `Comète ${randomBytes(3).toString("hex")}`;
  await signIn(page, "owner@lumiere.test", "/s/lumiere/equipment");
  const one = await addUnit(page, `${name} 1`);
  const two = await addUnit(page, `${name} 2`);
  await page.goto("/s/lumiere/equipment");
  await page.getByRole("link", { name: "Sorties et retours" }).click();
  await answers(page);
  await expect(page.getByText("Choisissez d’abord pour qui le matériel sort.")).toBeVisible();
  await expectAccessible(page);
  const holders = page.getByLabel("Pour", { exact: true });
  const person = holders.locator("optgroup").last().locator("option").first();
  const holder = (await person.textContent())!;
  await holders.selectOption({ label: holder });
  await page.getByLabel("À rendre le").fill("2040-05-04T18:00");
  const input = page.getByLabel("Code à scanner ou à taper");
  await input.focus();
  await scan(page, one.code.toLowerCase());
  await scan(page, two.code);
  const scanned = page.getByRole("list", { name: "Codes passés" });
  await expect(scanned.getByText(`${name} 1`)).toBeVisible();
  await expect(scanned.getByText(`${name} 2`)).toBeVisible();
  await expect(input).toBeFocused();
  await expect(input).toHaveValue("");
  await scan(page, "00000");
  await expect(scanned.getByText("Aucun matériel ne porte ce code.")).toBeVisible();
  await expect(input).toHaveValue("00000");
  await scan(page, two.code);
  await expect(scanned.getByText(new RegExp(`${name} 2 est déjà sorti : ${holder}`))).toBeVisible();
  const out = page.getByRole("region", { name: "Sorti en ce moment" });
  await expect(out.getByRole("link", { name: `${name} 1` })).toBeVisible();
  await expect(out.getByText("À rendre ven. 4 mai, 18 h").first()).toBeVisible();
  await expectAccessible(page);

  await page.getByRole("link", { name: "Retour", exact: true }).click();
  await page.getByLabel("État au retour").selectOption("Usé");
  await input.focus();
  await scan(page, one.code);
  await expect(scanned.getByText(`${name} 1, rendu par ${holder}.`)).toBeVisible();
  await expect(scanned.getByText(`${name} 2 (${two.code})`)).toBeVisible();
  await expect(out.getByRole("link", { name: `${name} 1` })).toBeHidden();
  await expect(out.getByRole("link", { name: `${name} 2` })).toBeVisible();
  await expectAccessible(page);

  await page.goto(`/s/lumiere/equipment/${two.id}`);
  const trips = page.getByRole("region", { name: "Sorties", exact: true });
  await expect(trips.getByText("Sorti", { exact: true })).toBeVisible();
  await expect(trips.getByRole("link", { name: holder })).toBeVisible();
  await page.goto(`/s/lumiere/equipment/${one.id}`);
  await expect(trips.getByText(/^Rendu .+ · Usé$/)).toBeVisible();
  await expect(
    page.getByRole("banner").or(page.locator("main")).getByText("Usé").first(),
  ).toBeVisible();
  await expectAccessible(page);

  await page.goto(`/s/lumiere/equipment?q=${two.code}`);
  await expect(page.getByRole("link", { name: `${name} 2` })).toBeVisible();
  await page.getByRole("link", { name: "Étiquettes" }).click();
  const labels = page.getByRole("region", { name: "Étiquettes" });
  await expect(labels.getByText(two.code)).toBeVisible();
  await expect(labels.locator("svg")).toHaveCount(1);
  await expectAccessible(page);
  await page.goto("/s/lumiere/equipment/labels");
  await expect(labels.getByRole("list").first().getByRole("listitem")).toHaveCount(24);
  await page.setViewportSize({ width: 390, height: 844 });
  await page.emulateMedia({ colorScheme: "dark" });
  await expectAccessible(page);
  if (process.env.SHOTS) {
    await page.emulateMedia({ media: "print", colorScheme: "light" });
    await page.pdf({ path: `${process.env.SHOTS}/labels.pdf`, preferCSSPageSize: true });
    await page.emulateMedia({ media: "screen" });
  }
  await page.goto("/s/lumiere/equipment/checkout");
  if (process.env.SHOTS) await page.screenshot({ path: `${process.env.SHOTS}/phone.png` });
  const width = await page.evaluate(() => document.documentElement.scrollWidth);
  expect(width).toBeLessThanOrEqual(390);
  await expectAccessible(page);
});
