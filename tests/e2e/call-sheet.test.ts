import { randomInt } from "node:crypto";
import type { Page } from "@playwright/test";
import { extractText, getDocumentProxy } from "unpdf";
import { expect, expectAccessible, signIn, test } from "./support/journey.ts";

/** A Monday before the demo's first, whose hours are over. */
function aPastMonday(): string {
  const first = Date.UTC(2001, 0, 1);
  return new Date(first + randomInt(900) * 7 * 86_400_000).toISOString().slice(0, 10);
}

async function book(page: Page, studio: string, day: string, from: string, to: string) {
  await page.goto(`/s/${studio}/sessions/new?start=${day}T${from}`);
  await page.getByLabel("Client").and(page.locator("input")).fill("a");
  await page.getByRole("option").first().click();
  await page.getByLabel("De", { exact: true }).fill(from);
  await page.getByLabel("À", { exact: true }).fill(to);
  await page.getByRole("button", { name: "Réserver la séance" }).click();
  await expect(page.getByText("Confirmée")).toBeVisible();
  return new URL(page.url()).pathname;
}

test("a session is started, not extended onto another, extended, paused and stopped with overtime", async ({
  page,
}) => {
  test.slow();
  // Whoever works in the other demo studios at the same time would see a clock run.
  const day = aPastMonday();
  await signIn(page, "owner@grandmix.test", "/s/grandmix/sessions");
  await book(page, "grandmix", day, "12:30", "14:00");
  const session = await book(page, "grandmix", day, "10:00", "12:00");
  await page.getByRole("button", { name: "Démarrer" }).click();
  const clock = page.getByRole("main").getByRole("timer");
  await expect(clock).toHaveText(/^0:00:0\d$/);
  const chip = page.getByRole("list", { name: "Séances en cours" });
  await expect(chip.locator(`a[href="${session}"]`)).toBeVisible();
  await expectAccessible(page);

  await page.getByRole("button", { name: "1 h", exact: true }).click();
  await expect(page.getByRole("alert")).toContainText("Ce créneau est déjà pris");
  await expect(page.getByRole("alert")).toContainText("12 h 30–14 h");
  await expectAccessible(page);
  await page.getByRole("button", { name: "30 min", exact: true }).click();
  await expect(page.getByText("10 h–12 h 30")).toBeVisible();
  await expect(page.getByRole("alert")).toHaveCount(0);

  await page.getByRole("button", { name: "Pause" }).click();
  await expect(page.getByText("En pause")).toBeVisible();
  await expect(chip.locator(`a[href="${session}"]`)).toHaveCount(0);
  await page.getByRole("button", { name: "Reprendre" }).click();
  await expect(page.getByRole("button", { name: "Pause" })).toBeVisible();
  await page.getByRole("button", { name: "Terminer" }).click();
  await expect(page.getByText("Séance terminée.")).toBeVisible();
  const entries = page.getByRole("region", { name: "Temps passé" });
  await expect(entries.getByText("Dépassement")).toHaveCount(2);

  await entries.getByRole("button", { name: "Ajouter du temps" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("De", { exact: true }).fill("09:00");
  await dialog.getByLabel("À", { exact: true }).fill("09:50");
  await dialog.getByLabel("Tarif à l’heure").fill("60");
  await dialog.getByLabel("Note").fill("Rangement");
  await expectAccessible(page);
  await dialog.getByRole("button", { name: "Ajouter du temps" }).click();
  await expect(dialog).toBeHidden();
  await expect(entries.getByText("Rangement")).toBeVisible();
  await expect(entries.getByText(/^50,00\s€$/)).toHaveCount(2);
  await entries.getByRole("button", { name: /Supprimer : .*9 h–9 h 50/ }).click();
  await expect(entries.getByText("Rangement")).toHaveCount(0);
  const removed = page.getByRole("listitem").filter({ hasText: "Le temps est supprimé." });
  await removed.getByRole("button", { name: "Annuler" }).click();
  await expect(entries.getByText("Rangement")).toBeVisible();
  await expectAccessible(page);
});

test("a call sheet is written, read on the page and as a file, on a phone too", async ({
  page,
}) => {
  test.slow();
  await signIn(page, "owner@lumiere.test", "/s/lumiere/sessions");
  await book(page, "lumiere", aPastMonday(), "14:00", "22:00");
  await page.getByRole("link", { name: "Feuille de service" }).click();
  await expect(page.getByText("Porte bleue").or(page.getByText("porte bleue"))).toBeVisible();
  await expectAccessible(page);
  await page.getByRole("link", { name: "Modifier" }).click();
  await page.getByLabel("Code de la porte").fill("A99");
  await page.getByRole("button", { name: "Ajouter un invité" }).click();
  await page.getByLabel("Nom de l’invité").fill("Nguyễn Thị Hà");
  await page.getByLabel("Rôle").fill("Chœurs");
  await page.getByLabel("Convocation").fill("13:15");
  await page.getByRole("button", { name: "Ajouter une ligne" }).click();
  await page.getByLabel("Quoi").fill("Prises de voix");
  // What is missing is said where it is missing, and nothing that was typed is lost.
  await page.getByRole("button", { name: "Enregistrer" }).click();
  await expect(page.getByLabel("Heure")).toBeFocused();
  await page.getByLabel("Heure").fill("15:00");
  await page.getByRole("button", { name: "Ajouter une pause" }).click();
  await page.getByLabel("Heure").last().fill("18:00");
  await page.getByLabel("Notes du jour").fill("Apporter 12 € de monnaie.");
  await expectAccessible(page);
  await page.getByRole("button", { name: "Enregistrer" }).click();
  await expect(
    page.getByRole("heading", { name: "Feuille de service", exact: true }),
  ).toBeVisible();
  const main = page.getByRole("main");
  await expect(main).toContainText("13 h 15Nguyễn Thị Hà Chœurs");
  await expect(main).toContainText("18 h–18 h 30Pause");
  await expect(main).toContainText("A99");

  const sheet = new URL(page.url()).pathname;
  for (const [query, title] of [
    ["", "Feuille de service"],
    ["?lang=en", "Call sheet"],
  ]) {
    const answer = await page.request.get(`${sheet}/pdf${query}`);
    expect(answer.headers()).toMatchObject({
      "content-type": "application/pdf",
      "content-disposition": expect.stringMatching(/^inline; filename="[a-z0-9-]+\.pdf"$/),
    });
    const document = await getDocumentProxy(new Uint8Array(await answer.body()));
    const { text } = await extractText(document, { mergePages: true });
    for (const said of [title!, "Studio Lumière", "Nguyễn Thị Hà", "12 € de monnaie", "A99"]) {
      expect(text).toContain(said);
    }
  }

  await page.setViewportSize({ width: 390, height: 844 });
  await expectAccessible(page);
  const overflow = await page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  );
  expect(overflow).toBe(0);
  await page.emulateMedia({ media: "print" });
  await expect(page.getByRole("banner")).toBeHidden();
  await expect(main.getByText("Nguyễn Thị Hà")).toBeVisible();
});
