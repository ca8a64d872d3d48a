import { randomBytes } from "node:crypto";
import { answers, expect, expectAccessible, signIn, test } from "./support/journey.ts";

test("a lead is contacted by keyboard, and won as the client who it seems to be", async ({
  page,
}) => {
  test.slow();
  const mark = randomBytes(3).toString("hex");
  const [name, email] = [`Éloïse Quénard ${mark}`, `eloise.${mark}@example.test`];
  await signIn(page, "owner@lumiere.test", "/s/lumiere/clients/new");
  await page.getByLabel("Nom", { exact: true }).fill(`Studio d’Éloïse ${mark}`);
  await page.getByLabel("E-mail").first().fill(email.toUpperCase());
  await page.getByRole("button", { name: "Ajouter le client" }).click();
  await expect(page.getByRole("heading", { level: 1, name: mark })).toBeVisible();

  await page.getByRole("link", { name: "Prospects", exact: true }).first().click();
  await expect(page.getByRole("heading", { level: 1, name: "Prospects" })).toBeVisible();
  await expectAccessible(page);
  await page.getByRole("link", { name: "Nouveau prospect" }).click();
  await page.getByLabel("Nom", { exact: true }).fill(name);
  await page.getByLabel("E-mail").fill(email);
  await page.getByLabel("Demande").fill("Un EP de cinq titres.");
  await page.getByLabel("Montant attendu").fill("1 200");
  await page.getByLabel("Relancer le").fill("2026-01-05");
  await expectAccessible(page);
  await page.getByRole("button", { name: "Ajouter le prospect" }).click();
  await expect(page.getByRole("heading", { level: 1, name })).toBeVisible();
  await expectAccessible(page);

  // On the board, by the keys of its card.
  await page.goto(`/s/lumiere/leads?q=${mark}`);
  await answers(page);
  const column = (stage: string) => page.getByRole("region", { name: stage });
  await column("Nouveau").getByRole("link", { name }).focus();
  const written = page.waitForResponse((answer) => answer.url().includes("/stage"));
  await page.keyboard.press("Shift+ArrowRight");
  await expect(column("Contacté").getByRole("link", { name })).toBeFocused();
  await expect(column("Nouveau").getByText("Aucun prospect à cette étape.")).toBeVisible();
  await written;
  await page.reload();
  await answers(page);
  await expect(column("Contacté").getByRole("link", { name })).toBeVisible();

  // Given up by the menu of its stage, with a reason, and taken up again by dragging.
  await page.getByRole("button", { name: `Étape de ${name}` }).click();
  await page.getByRole("menuitemradio", { name: "Perdu" }).click();
  await page.getByLabel("Raison").fill("Trop loin.");
  await expectAccessible(page);
  await page.getByRole("button", { name: "Marquer comme perdu" }).click();
  await expect(column("Perdu").getByRole("link", { name })).toBeVisible();
  const card = column("Perdu").getByRole("link", { name });
  const from = (await card.boundingBox())!;
  const to = (await column("Devis envoyé").boundingBox())!;
  await page.mouse.move(from.x + 20, from.y + 10);
  await page.mouse.down();
  await page.mouse.move(to.x + 40, to.y + 60, { steps: 8 });
  await page.mouse.up();
  await expect(column("Devis envoyé").getByRole("link", { name })).toBeVisible();

  await column("Devis envoyé").getByRole("link", { name }).click();
  await expect(page.getByRole("heading", { level: 1, name })).toBeVisible();
  await expect(page.getByRole("listitem").filter({ hasText: "Perdu" })).toBeVisible();
  await page.getByRole("link", { name: "Gagner le prospect" }).click();
  await expect(page.getByText("même e-mail")).toBeVisible();
  await expectAccessible(page);
  await page.getByRole("button", { name: `Rattacher à Studio d’Éloïse ${mark}` }).click();
  await expect(page.getByRole("link", { name: "Réserver une séance" })).toBeVisible();
  await page.getByRole("link", { name: `Studio d’Éloïse ${mark}` }).click();
  await expect(page.getByRole("heading", { level: 1, name: mark })).toBeVisible();
});

test("the list of leads is narrowed by stage, and the board has all of them again", async ({
  page,
}) => {
  await signIn(page, "owner@lumiere.test", "/s/lumiere/leads/list");
  await answers(page);
  await page.getByRole("button", { name: "Étape", exact: true }).click();
  await page.getByRole("menuitemradio", { name: "Gagné" }).click();
  await expect(page).toHaveURL(/stage=won/);
  await expect(page.getByRole("button", { name: /^Étape de .*, Nouveau$/ })).toHaveCount(0);
  await expect(page.getByRole("button", { name: /^Étape de .*, Gagné$/ }).first()).toBeVisible();
  await expectAccessible(page);
  await page.getByRole("link", { name: "Tableau" }).click();
  await expect(page).toHaveURL(/\/leads$/);
  await page.setViewportSize({ width: 390, height: 844 });
  await expectAccessible(page);
});
