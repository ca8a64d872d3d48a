import { randomBytes } from "node:crypto";
import { expect, expectAccessible, signIn, test } from "./support/journey.ts";
import { rowsOf } from "./support/rows-of-studio.ts";

test("a person is added, is told away, which names the session it breaks, is archived and taken back", async ({
  page,
  baseURL,
}) => {
  const name = `Robin ${randomBytes(3).toString("hex")}`;
  await signIn(page, "owner@atelier.test", "/s/atelier/people");
  await expect(page.getByRole("heading", { level: 1, name: "Équipe technique" })).toBeVisible();
  await expectAccessible(page);

  await page.getByRole("link", { name: "Nouvelle personne" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Nouvelle personne" })).toBeVisible();
  await page.getByLabel("Nom", { exact: true }).fill(name);
  await page.getByLabel("Métier").selectOption("Musicien");
  await page.getByLabel("E-mail").fill("robin");
  await page.getByRole("button", { name: "Ajouter la personne" }).click();
  await expect(page.getByText("Cette adresse e-mail n’est pas valable.")).toBeVisible();
  await expect(page.getByLabel("Nom", { exact: true })).toHaveValue(name);
  await page.getByLabel("E-mail").fill("robin@example.test");
  await page.getByRole("button", { name: "Ajouter la personne" }).click();
  await expect(page.getByRole("heading", { level: 1, name })).toBeVisible();
  await expect(page.getByText("Aucune absence prévue.")).toBeVisible();
  await expectAccessible(page);

  const personId = page.url().split("/").at(-1)!;
  const atelier = await rowsOf("atelier");
  const form = {
    ...(await atelier.idsFor(["clientId"])),
    ...(await atelier.idsFor(["roomId"])),
    ...{ kind: "recording", day: "2033-05-11", from: "10:00", to: "12:00" },
    crew: `${personId}:musician`,
  };
  await atelier.close();
  const booked = await page.request.post("/s/atelier/sessions/new", {
    form,
    headers: { Origin: baseURL! },
    maxRedirects: 0,
  });
  expect(booked.status()).toBe(302);
  await page.reload();
  await expect(page.getByText("mer. 11 mai 2033, 10 h–12 h")).toBeVisible();

  await page.getByRole("button", { name: "Ajouter une absence" }).click();
  const dialog = page.getByRole("dialog");
  await expectAccessible(page);
  await dialog.getByLabel("Premier jour").fill("2033-05-10");
  await dialog.getByLabel("Dernier jour").fill("2033-05-09");
  await dialog.getByLabel("Raison").fill("Tournée");
  await dialog.getByRole("button", { name: "Ajouter l’absence" }).click();
  await expect(dialog.getByText("La fin précède le début.")).toBeVisible();
  await dialog.getByLabel("Dernier jour").fill("2033-05-13");
  await dialog.getByRole("button", { name: "Ajouter l’absence" }).click();
  await expect(dialog.getByText("1 séance est concernée")).toBeVisible();
  await expect(dialog.getByRole("link", { name: "mer. 11 mai 2033, 10 h–12 h" })).toBeVisible();
  await expectAccessible(page);
  await dialog.getByRole("button", { name: "Fermer" }).last().click();
  await expect(page.getByText("mar. 10 mai 2033 – ven. 13 mai 2033")).toBeVisible();
  await expect(page.getByText("Indisponible")).toBeVisible();

  await page.getByRole("button", { name: "Retirer l’absence" }).click();
  await expect(page.getByText("L’absence est retirée.")).toBeVisible();
  await expect(page.getByText("Tournée")).toBeHidden();
  await page.getByRole("button", { name: "Annuler" }).click();
  await expect(page.getByText("Tournée")).toBeVisible();

  await page.getByRole("button", { name: "Archiver" }).click();
  await expect(page.getByText(`${name} est dans les archives.`)).toBeVisible();
  await page.getByRole("button", { name: "Annuler" }).last().click();
  await expect(page.getByText(`${name} est de nouveau dans la liste.`)).toBeVisible();
  await page.goto(`/s/atelier/people?q=${encodeURIComponent(name)}&trade=musician`);
  await expect(page.getByRole("link", { name })).toBeVisible();
  const options = await page.request.get(`/s/atelier/people/options?q=${encodeURIComponent(name)}`);
  expect(options.status()).toBe(200);
});
