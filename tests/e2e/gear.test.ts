import { randomBytes, randomInt } from "node:crypto";
import type { Page } from "@playwright/test";
import { expect, expectAccessible, signIn, test } from "./support/journey.ts";

/** A Monday that nobody has booked. */
function aFarDay(): string {
  const first = Date.UTC(2041, 0, 7);
  return new Date(first + randomInt(600) * 7 * 86_400_000).toISOString().slice(0, 10);
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

test("maintenance is noted, shows as due, is taken away and brought back; a repair names the sessions it touches", async ({
  page,
}) => {
  test.slow();
  const name = model();
  await signIn(page, "owner@lumiere.test", "/s/lumiere/equipment");
  const [unit] = await addUnits(page, "lumiere", name, 1);
  await expect(page.getByText("Aucun entretien noté.")).toBeVisible();
  await page.getByRole("button", { name: "Noter un entretien" }).click();
  const dialog = page.getByRole("dialog");
  await expectAccessible(page);
  await dialog.getByLabel("Nature").selectOption("Calibrage");
  await dialog.getByLabel("Fait le").fill("2024-01-31");
  await dialog.getByLabel("Coût").fill("120,50");
  await dialog.getByLabel("Prochain le").fill("2024-01-31");
  await dialog.getByRole("button", { name: "Enregistrer l’entretien" }).click();
  await expect(dialog.getByText("Le prochain entretien vient après celui-ci.")).toBeVisible();
  await dialog.getByLabel("Prochain le").fill("");
  await dialog.getByLabel("À refaire tous les").fill("13");
  await dialog.getByRole("button", { name: "Enregistrer l’entretien" }).click();
  await expect(page.getByText("Prochain : ven. 28 févr. 2025")).toBeVisible();
  await expect(page.getByText("Entretien en retard depuis le ven. 28 févr. 2025")).toBeVisible();
  // Without the toast, which is see-through as it comes and goes.
  await page.reload();
  await expectAccessible(page);

  await page.goto(`/s/lumiere/equipment?service=due&q=${encodeURIComponent(name)}`);
  await expect(page.getByRole("link", { name })).toBeVisible();
  await expectAccessible(page);
  await page.goto("/s/lumiere");
  await expect(page.getByRole("heading", { name: "Entretien dû" })).toBeVisible();
  await expectAccessible(page);

  await page.goto(`/s/lumiere/equipment/${unit}`);
  await page.getByRole("button", { name: "Modifier : Calibrage, mer. 31 janv. 2024" }).click();
  await expect(dialog.getByLabel("Coût")).toHaveValue("120,50");
  await dialog.getByLabel(/^Par(?!tir)/).fill("Banc Nord");
  await dialog.getByRole("button", { name: "Enregistrer l’entretien" }).click();
  await expect(page.getByText(/Banc Nord · 120,50\s€/)).toBeVisible();
  await page.getByRole("button", { name: "Retirer : Calibrage, mer. 31 janv. 2024" }).click();
  await expect(page.getByText("Aucun entretien noté.")).toBeVisible();
  await page.getByRole("button", { name: "Annuler" }).click();
  await expect(page.getByText(/Banc Nord · 120,50\s€/)).toBeVisible();

  const day = aFarDay();
  await beginSession(page, "lumiere", day, "Studio A");
  await choose(page, "Matériel", name, new RegExp(name));
  await page.getByRole("button", { name: "Réserver la séance" }).click();
  await expect(page.getByText("Confirmée")).toBeVisible();
  await page.goto(`/s/lumiere/equipment/${unit}/edit`);
  await page.getByLabel("État").selectOption("En réparation");
  await page.getByRole("button", { name: "Enregistrer" }).click();
  await expect(page.getByText("1 séance à venir compte sur cet appareil")).toBeVisible();
  const touched = page.getByRole("region", { name: "Séances touchées" });
  await expect(touched.getByRole("link", { name: /10\sh–12\sh/ })).toBeVisible();
  await expectAccessible(page);
});

test("a kit is made of units and a class, is booked as one, and says what of it somebody else has", async ({
  page,
}) => {
  test.slow();
  const [name, other, day] = [model(), model(), aFarDay()];
  await signIn(page, "owner@lumiere.test", "/s/lumiere/equipment");
  await addUnits(page, "lumiere", name, 1);
  await addUnits(page, "lumiere", other, 2);
  await page.goto("/s/lumiere/equipment/kits");
  await expect(page.getByRole("link", { name: "Micros batterie" })).toBeVisible();
  await expectAccessible(page);
  await page.getByRole("link", { name: "Nouveau kit" }).click();
  await page.getByLabel("Nom du kit").fill(`Kit ${name}`);
  await page.getByRole("button", { name: "Créer le kit" }).click();
  await expect(page.getByText("Un kit contient au moins un appareil.")).toBeVisible();
  await choose(page, "Matériel", name, new RegExp(name));
  await choose(page, "Matériel", other, new RegExp(`N’importe quel Maison Lune ${other}`));
  await expectAccessible(page);
  await page.getByRole("button", { name: "Créer le kit" }).click();
  await page.getByRole("link", { name: `Kit ${name}` }).click();
  await expect(page.getByRole("heading", { level: 1, name: `Kit ${name}` })).toBeVisible();
  await expect(page.getByText(`N’importe quel Maison Lune ${other}`)).toBeVisible();
  await expectAccessible(page);

  await beginSession(page, "lumiere", day, "Studio A");
  await choose(page, "Matériel", name, new RegExp(`Kit : Kit ${name}`));
  await expect(page.getByText(`Maison Lune ${name}`)).toBeVisible();
  await page.getByRole("button", { name: "Réserver la séance" }).click();
  await expect(page.getByText("Confirmée")).toBeVisible();
  await expect(page.getByText(`Maison Lune · ${name}-1`)).toBeVisible();
  await expect(page.getByText(`Maison Lune · ${other}-1`)).toBeVisible();

  await beginSession(page, "lumiere", day, "Mix 1");
  await choose(page, "Matériel", name, new RegExp(`Kit : Kit ${name}`));
  await expect(page.getByText(/^Pris par /)).toBeVisible();
  await expectAccessible(page);
  await page.goto("/s/lumiere/equipment/kits");
  await page.getByRole("link", { name: `Kit ${name}` }).click();
  await page.getByRole("button", { name: "Archiver" }).click();
  await expect(page.getByText(`Kit ${name} est archivé.`)).toBeVisible();
  await page.getByRole("button", { name: "Annuler" }).last().click();
  await expect(page.getByText(`Kit ${name} est de nouveau au parc.`)).toBeVisible();
});
