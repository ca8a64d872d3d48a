import { randomBytes } from "node:crypto";
import { expect, expectAccessible, signIn, test } from "./support/journey.ts";

test("a room is added, refused under a name in use, priced, archived and taken back", async ({
  page,
}) => {
  const name = `Studio ${randomBytes(3).toString("hex")}`;
  await signIn(page, "owner@atelier.test", "/s/atelier/rooms");
  await expect(page.getByRole("heading", { level: 1, name: "Salles" })).toBeVisible();
  await expectAccessible(page);
  const taken = await page.getByRole("table").getByRole("link").first().innerText();

  await page.getByRole("link", { name: "Nouvelle salle" }).click();
  await page.getByLabel("Nom").fill(taken.toUpperCase());
  await page.getByLabel("Heure").fill("cher");
  await page.getByRole("button", { name: "Ajouter la salle" }).click();
  await expect(page.getByText("Saisissez un montant")).toBeVisible();
  await page.getByLabel("Heure").fill("55,5");
  await page.getByRole("button", { name: "Ajouter la salle" }).click();
  await expect(page.getByText("Une salle en service porte déjà ce nom.")).toBeVisible();
  await expect(page.getByLabel("Heure")).toHaveValue("55,5");
  await expectAccessible(page);
  await page.getByLabel("Nom").fill(name);
  await page.getByLabel("Couleur 7").check();
  await page.getByRole("button", { name: "Ajouter la salle" }).click();
  await expect(page.getByRole("heading", { level: 1, name })).toBeVisible();
  await expect(page.getByText("55,50 €")).toBeVisible();
  await expect(page.getByText("Rien n’est réservé dans cette salle.")).toBeVisible();
  await expectAccessible(page);

  await page.getByRole("link", { name: "Modifier" }).click();
  await expect(page.getByLabel("Heure")).toHaveValue("55,50");
  await page.getByLabel("Heure").fill("");
  await page.getByLabel(/^Journée/).fill("1 250");
  await page.getByLabel("Lundi").fill("10 h – 25 h");
  await page.getByRole("button", { name: "Enregistrer" }).click();
  await expect(page.getByText("Saisissez des plages qui se suivent")).toBeVisible();
  await expectAccessible(page);
  await page.getByLabel("Lundi").fill("10-13, 14-2");
  await page.getByLabel("Réservable par les clients").check();
  await page.getByRole("button", { name: "Enregistrer" }).click();
  await expect(page.getByText(/^1\s250,00\s€$/)).toBeVisible();
  await expect(page.getByText("55,50 €")).toBeHidden();
  await expect(page.getByText("10:00–13:00, 14:00–02:00")).toBeVisible();
  await expect(page.getByText("Fermée")).toHaveCount(6);
  await expectAccessible(page);

  // A Tuesday, on which it is closed; then a Monday, past its hours.
  const roomId = page.url().split("/").at(-1)!;
  await page.goto(`/s/atelier/sessions/new?room=${roomId}&start=2032-03-02T10:00`);
  await page.getByLabel("Client").and(page.locator("input")).fill("a");
  await page.getByRole("option").first().click();
  await page.getByLabel("À", { exact: true }).fill("12:00");
  await expect(page.getByText(`${name} est fermée ce jour-là.`)).toBeVisible();
  await page.getByLabel("Date", { exact: true }).fill("2032-03-01");
  await expect(page.getByText("Hors des horaires")).toBeHidden();
  await page.getByLabel("De", { exact: true }).fill("13:00");
  await page.getByLabel("À", { exact: true }).fill("15:00");
  await expect(
    page.getByText(/Hors des horaires d’ouverture de Studio \w+ : 10\sh–13\sh, 14\sh–2\sh\./),
  ).toBeVisible();
  await page.getByRole("button", { name: "Réserver la séance" }).click();
  await expect(page.getByText("Cochez la case pour réserver hors des horaires.")).toBeVisible();
  await expectAccessible(page);
  await page.getByLabel("Réserver quand même, hors des horaires").check();
  await page.getByRole("button", { name: "Réserver la séance" }).click();
  await expect(page.getByText("Confirmée")).toBeVisible();
  await page.goto(`/s/atelier/sessions?day=2032-03-01&room=${roomId}`);
  await expect(page.locator("[data-closed]")).toHaveCount(3);
  await page.goto(`/s/atelier/rooms/${roomId}`);

  await page.getByRole("button", { name: "Archiver" }).click();
  await expect(page.getByText(`${name} est archivée.`)).toBeVisible();
  await page.getByRole("button", { name: "Annuler" }).click();
  await expect(page.getByText(`${name} est de nouveau en service.`)).toBeVisible();
  await page.getByRole("button", { name: "Archiver" }).click();
  await expect(page.getByRole("button", { name: "Remettre en service" })).toBeVisible();
  await page.getByRole("link", { name: "Salles" }).first().click();
  await expect(page.getByRole("link", { name })).toBeHidden();
});

test("a room's address that is no id, or nobody's, is not found", async ({ page }) => {
  await signIn(page, "owner@atelier.test", "/s/atelier/rooms");
  for (const id of ["42", "0199d0c4-0000-7000-8000-000000000001"]) {
    const response = await page.goto(`/s/atelier/rooms/${id}`);
    expect(response?.status()).toBe(404);
  }
});
