import { randomBytes, randomInt } from "node:crypto";
import type { Page } from "@playwright/test";
import { expect, expectAccessible, signIn, test } from "./support/journey.ts";

/** A day that nobody has booked. */
function aFarDay(): string {
  return new Date(Date.UTC(2041, 0, 1) + randomInt(4_000) * 86_400_000).toISOString().slice(0, 10);
}

/** Adds units of one model by the form; their pages' addresses end with their ids, which are returned. */
async function addUnits(page: Page, slug: string, model: string, count: number): Promise<string[]> {
  const ids: string[] = [];
  for (let n = 1; n <= count; n += 1) {
    await page.goto(`/s/${slug}/equipment/new`);
    await page.getByLabel("Modèle").fill(model);
    await page.getByLabel("Fabricant").fill("Maison Lune");
    await page.getByLabel("N° de série").fill(`${model}-${n}`);
    await page.getByRole("button", { name: "Ajouter le matériel" }).click();
    await expect(page.getByRole("heading", { level: 1, name: model })).toBeVisible();
    ids.push(page.url().split("/").at(-1)!);
  }
  return ids;
}

async function beginSession(page: Page, slug: string, day: string, room: string) {
  await page.goto(`/s/${slug}/sessions/new?start=${day}T10:00&end=${day}T12:00`);
  await page.getByLabel("Salle").selectOption({ label: room });
  await page.getByLabel("Client").and(page.locator("input")).fill("a");
  await page.getByRole("option").first().click();
}

async function choose(page: Page, label: string, typed: string, option: string | RegExp) {
  await page.getByRole("combobox", { name: label }).fill(typed);
  await page.getByRole("option", { name: option }).click();
}

const model = () => `Étoile ${randomBytes(3).toString("hex")}`;

test("any unit of a class is asked for, the session says which it has, and who comes after is told who has it", async ({
  page,
}) => {
  test.slow();
  const [name, day] = [model(), aFarDay()];
  await signIn(page, "owner@lumiere.test", "/s/lumiere/equipment");
  const units = await addUnits(page, "lumiere", name, 2);
  await beginSession(page, "lumiere", day, "Studio A");
  const any = `N’importe quel Maison Lune ${name}`;
  await choose(page, "Matériel", name, new RegExp(any));
  await choose(page, "Matériel", name, new RegExp(any));
  await expect(page.getByText(any)).toHaveCount(2);
  await expectAccessible(page);
  await page.getByRole("button", { name: "Réserver la séance" }).click();
  await expect(page.getByText("Confirmée")).toBeVisible();
  for (const [n, id] of units.entries()) {
    await expect(page.getByText(`Maison Lune · ${name}-${n + 1}`)).toBeVisible();
    await expect(page.locator(`main a[href$="/equipment/${id}"]`)).toBeVisible();
  }
  await expectAccessible(page);

  await beginSession(page, "lumiere", day, "Mix 1");
  await choose(page, "Matériel", name, new RegExp(any));
  await page.getByRole("button", { name: "Réserver la séance" }).click();
  await expect(
    page.getByText(new RegExp(`2 Maison Lune ${name} au parc, aucun n’est libre\\. Pris par : .+`)),
  ).toBeVisible();
  await expectAccessible(page);
});
