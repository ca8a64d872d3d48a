import { randomBytes } from "node:crypto";
import { expect, expectAccessible, signIn, test } from "./support/journey.ts";

test("a microphone is added, found, refused a second time, sent to repair", async ({ page }) => {
  const serial = randomBytes(4).toString("hex");
  await signIn(page, "owner@lumiere.test", "/s/lumiere/equipment");
  await expect(page.getByText(/appareils, .* à l’achat/)).toBeVisible();
  await expectAccessible(page);

  const add = async () => {
    await page.goto("/s/lumiere/equipment/new");
    await page.getByLabel("Modèle").fill("Étoile 87");
    await page.getByLabel("Fabricant").fill("Maison Lune");
    await page.getByLabel("N° de série").fill(serial);
    await page.getByLabel("Prix d’achat").fill("2 400");
    await page.getByRole("button", { name: "Ajouter le matériel" }).click();
  };
  await add();
  await expect(
    page.getByRole("heading", { level: 1, name: "Maison Lune Étoile 87" }),
  ).toBeVisible();
  await expectAccessible(page);
  await add();
  const refusal = page.getByText("Ce fabricant a déjà un appareil avec ce numéro de série.");
  await expect(refusal).toBeVisible();
  await expect(page.getByLabel("Modèle")).toHaveValue("Étoile 87");
  await expectAccessible(page);

  await page.getByRole("link", { name: "Matériel" }).first().click();
  await page.getByRole("searchbox").fill(`etoile ${serial}`);
  await expect(page.getByText(/^1 appareil, 2\s400,00\s€ à l’achat$/)).toBeVisible();
  await page.getByRole("link", { name: "Étoile 87" }).click();
  await page.getByRole("link", { name: "Modifier" }).click();
  await page.getByLabel("État").selectOption("En réparation");
  await page.getByRole("button", { name: "Enregistrer" }).click();
  await expect(page.getByText("En réparation")).toBeVisible();

  await page.goto(`/s/lumiere/equipment?q=${serial}&condition=in_repair`);
  await expect(page.getByRole("row")).toHaveCount(2);
  await page.getByRole("button", { name: "Retirer le filtre État" }).click();
  await expect(page).toHaveURL(`/s/lumiere/equipment?q=${serial}`);
});
