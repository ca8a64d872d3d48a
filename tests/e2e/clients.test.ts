import { randomBytes } from "node:crypto";
import { expect, expectAccessible, signIn, test } from "./support/journey.ts";

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
  await page.getByLabel("Nom").fill(name);
  await page.getByLabel("E-mail").fill("eleonore@");
  await page.getByRole("button", { name: "Ajouter le client" }).click();
  await expect(page.getByText("Cette adresse e-mail n’est pas valable.")).toBeVisible();
  await expect(page.getByLabel("Nom")).toHaveValue(name);
  await expectAccessible(page);
  await page.getByLabel("E-mail").fill("eleonore@example.test");
  await page.getByRole("button", { name: "Ajouter le client" }).click();
  await expect(page.getByRole("heading", { level: 1, name })).toBeVisible();
  await expectAccessible(page);

  await page.getByRole("link", { name: "Modifier" }).click();
  await page.getByLabel("Ville").fill("Nîmes");
  await page.getByLabel("Client VIP").check();
  await page.getByRole("button", { name: "Enregistrer" }).click();
  await expect(page.getByText("Personne · Nîmes")).toBeVisible();

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
