import { randomBytes } from "node:crypto";
import { answers, expect, expectAccessible, signIn, test } from "./support/journey.ts";

test("a client is linked with a new one, has notes that come back, and tells what was done", async ({
  page,
}) => {
  test.slow();
  const mark = randomBytes(3).toString("hex");
  await signIn(page, "owner@lumiere.test", "/s/lumiere/clients/new");
  await page.getByLabel("Nom", { exact: true }).fill(`Inès ${mark}`);
  await page.getByRole("button", { name: "Ajouter le client" }).click();
  await expect(page.getByRole("heading", { level: 1, name: `Inès ${mark}` })).toBeVisible();
  await answers(page);

  await page.getByRole("button", { name: "Ajouter", exact: true }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel(`Inès ${mark}…`).selectOption("est membre de");
  await dialog.getByRole("combobox", { name: "Autre client" }).fill(`Les Marées ${mark}`);
  await page.getByRole("option", { name: `Les Marées ${mark} Nouveau client` }).click();
  await expectAccessible(page);
  await dialog.getByRole("button", { name: "Lier" }).click();
  const links = page.getByRole("region", { name: "Liens", exact: true });
  await expect(links.getByText("Membre de")).toBeVisible();
  await links.getByRole("link", { name: `Les Marées ${mark}` }).click();
  await expect(page.getByRole("heading", { level: 1, name: `Les Marées ${mark}` })).toBeVisible();
  await expect(links.getByRole("heading", { name: "Membres" })).toBeVisible();
  await expectAccessible(page);
  await links.getByRole("button", { name: `Retirer le lien avec Inès ${mark}` }).click();
  await expect(page.getByText("Le lien est retiré.")).toBeVisible();
  await expect(links.getByRole("link", { name: `Inès ${mark}` })).toHaveCount(0);
  await page.getByRole("button", { name: "Annuler" }).click();
  await expect(links.getByRole("link", { name: `Inès ${mark}` })).toBeVisible();

  await page.getByRole("link", { name: "Notes", exact: true }).click();
  await expect(page.getByText("Aucune note pour l’instant")).toBeVisible();
  await page.getByLabel("Note", { exact: true }).fill("Préfèrent le soir.");
  await page.getByRole("button", { name: "Ajouter la note" }).click();
  const notes = page.getByRole("list", { name: "Notes" });
  await expect(notes.getByText("Préfèrent le soir.")).toBeVisible();
  await expect(notes.getByText("Claire Delorme")).toBeVisible();
  await expect(page.getByLabel("Note", { exact: true })).toHaveValue("");
  await expectAccessible(page);
  await notes.getByRole("button", { name: /^Modifier la note/ }).click();
  await notes.getByLabel("Note", { exact: true }).fill("Préfèrent le matin.");
  await notes.getByLabel("Date").fill("2026-01-05");
  await notes.getByRole("button", { name: "Enregistrer" }).click();
  await expect(notes.getByText("Préfèrent le matin.")).toBeVisible();
  await expect(notes.getByText(/lun\. 5 janv\. 2026/)).toBeVisible();
  await notes.getByRole("button", { name: /^Supprimer la note/ }).click();
  await expect(page.getByText("La note est supprimée.")).toBeVisible();
  await expect(notes).toHaveCount(0);
  await page.getByRole("button", { name: "Annuler" }).last().click();
  await expect(notes.getByText("Préfèrent le matin.")).toBeVisible();
  await expect(notes.getByText("Claire Delorme")).toBeVisible();

  await page.getByRole("link", { name: "Activité", exact: true }).click();
  const activity = page.getByRole("list", { name: "Activité" });
  await expect(activity.getByText("Note sur un client").first()).toBeVisible();
  await expect(activity.getByText("Lien entre clients").first()).toBeVisible();
  await expectAccessible(page);
  await activity.getByRole("link", { name: "Détails" }).first().click();
  await expect(page).toHaveURL(/\/settings\/audit\?row=/);
});

test("a studio's own fields are added, put in order, archived and taken back", async ({ page }) => {
  test.slow();
  const mark = randomBytes(3).toString("hex");
  const name = `Dossier ${mark}`;
  await signIn(page, "owner@lumiere.test", "/s/lumiere/settings/fields");
  await answers(page);
  await page.getByRole("button", { name: "Ajouter un champ" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Nom", { exact: true }).fill(name);
  await dialog.getByLabel("Type").selectOption("Choix");
  await dialog.getByRole("textbox", { name: /^Choix/ }).fill("Oui\nEn attente");
  await expectAccessible(page);
  await dialog.getByRole("button", { name: "Ajouter un champ" }).click();
  const fields = page.getByRole("list", { name: "Champs personnalisés" });
  await expect(fields.getByRole("listitem").last()).toContainText(name);
  await fields.getByRole("button", { name: `Monter ${name}` }).press("Enter");
  await expect(fields.getByRole("listitem").nth(-2)).toContainText(name);
  await expectAccessible(page);
  await fields.getByRole("button", { name: `Archiver le champ ${name}` }).click();
  await expect(page.getByText(`Le champ ${name} est archivé.`)).toBeVisible();
  await expect(page.getByRole("list", { name: "Champs archivés" })).toContainText(name);
  await page.getByRole("button", { name: "Annuler" }).click();
  await expect(fields.getByText(name)).toBeVisible();
  await fields.getByRole("button", { name: `Archiver le champ ${name}` }).click();
  await page.getByRole("button", { name: `Restaurer, ${name}` }).click();
  await expect(fields.getByText(name)).toBeVisible();
  await fields.getByRole("button", { name: `Archiver le champ ${name}` }).click();
  await expect(fields.getByText(name)).toHaveCount(0);
});
