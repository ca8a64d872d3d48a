import { randomBytes } from "node:crypto";
import { studio } from "./support/command-line.ts";
import { expect, expectAccessible, signIn, test } from "./support/journey.ts";

test("an owner sees what she changed: which room, when, what stood there and what stands there", async ({
  page,
}) => {
  const [was, is] = [newName("Cabine"), newName("Régie")];
  await signIn(page, "owner@atelier.test", "/s/atelier/rooms/new");
  await page.getByLabel("Nom").fill(was);
  await page.getByLabel("Heure").fill("55");
  await page.getByRole("button", { name: "Ajouter la salle" }).click();
  await page.getByRole("link", { name: "Modifier" }).click();
  await page.getByLabel("Nom").fill(is);
  await page.getByRole("button", { name: "Enregistrer" }).click();
  await expect(page.getByRole("heading", { level: 1, name: is })).toBeVisible();

  await page.getByRole("link", { name: "Réglages" }).click();
  await page.getByRole("link", { name: "Journal" }).click();
  const entries = page.getByRole("main").locator("details");
  const renamed = entries.filter({ hasText: `Nom : ${was} → ${is}` });
  await expect(renamed).toContainText("Mathieu Charvet");
  await expect(renamed).toContainText("Modification");
  await expectAccessible(page);
  await renamed.locator("summary").click();
  const row = renamed.getByRole("row", { name: "Nom" });
  await expect(row.getByRole("cell")).toHaveText([was, is]);
  await expectAccessible(page);

  await page.getByRole("button", { name: "Élément" }).click();
  await page.getByRole("menuitemradio", { name: "Client", exact: true }).click();
  await expect(page).toHaveURL(/thing=clients/);
  await expect(renamed).toBeHidden();
  await page.getByRole("button", { name: "Retirer le filtre Élément" }).click();
  await expect(renamed).toBeVisible();

  await renamed.locator("summary").click();
  await renamed.getByRole("link", { name: "Historique de cet élément" }).click();
  await expect(entries).toHaveCount(2);
  const added = entries.filter({ hasText: "Ajout" });
  await added.locator("summary").click();
  await expect(added.getByText(/^55,00\s€$/)).toBeVisible();
  await added.getByRole("link", { name: "Ouvrir la fiche" }).click();
  await expect(page.getByRole("heading", { level: 1, name: is })).toBeVisible();
  await page.getByRole("link", { name: "Historique" }).click();
  await expect(entries).toHaveCount(2);

  await page.getByLabel("Du", { exact: true }).fill("2099-01-01");
  await expect(page.getByText("Aucun changement ne correspond")).toBeVisible();
});

test("an assistant sees no activity log, and none of the links to it", async ({ page }) => {
  const email = `${randomBytes(4).toString("hex")}@rsm.test`;
  const made = await studio("member", "atelier", "--email", email, "--role", "assistant");
  const { password } = JSON.parse(made) as { password: string };
  await signIn(page, email, "/s/atelier/rooms", password);
  await page.getByRole("table").getByRole("link").first().click();
  await expect(page.getByRole("link", { name: "Salles" }).first()).toBeVisible();
  await expect(page.getByRole("link", { name: "Historique" })).toBeHidden();
  await page.goto("/s/atelier/settings");
  await expect(page.getByRole("link", { name: "Identité visuelle" })).toBeVisible();
  await expect(page.getByRole("link", { name: "Journal" })).toBeHidden();
  const answer = await page.goto("/s/atelier/settings/audit");
  expect(answer?.status()).toBe(403);
  await expect(page.getByText("Cette page ne vous est pas ouverte")).toBeVisible();
});

function newName(word: string) {
  return `${word} ${randomBytes(3).toString("hex")}`;
}
