import { expect, expectAccessible, signIn, test } from "./support/journey.ts";

test("an owner changes the studio, its accent, and sees where its data live", async ({ page }) => {
  await signIn(page, "owner@atelier.test", "/s/atelier/settings");
  await expectAccessible(page);
  const siret = page.getByLabel("SIRET");
  const before = await siret.inputValue();
  await siret.fill("732 829 320 00075");
  await page.getByLabel("Téléphone").fill("01 99 00 12 34");
  await page.getByRole("button", { name: "Enregistrer" }).click();
  await expect(page.getByText("Ce SIRET n’est pas valable")).toBeVisible();
  await expectAccessible(page);
  await siret.fill(before);
  await page.getByRole("button", { name: "Enregistrer" }).click();
  await expect(page.getByText("Les réglages sont enregistrés.")).toBeVisible();
  await page.reload();
  await expect(page.getByLabel("Téléphone")).toHaveValue("01 99 00 12 34");

  await page.getByRole("link", { name: "Identité visuelle" }).click();
  const color = page.locator("input[name=accent]");
  const brand = await color.inputValue();
  await color.fill("#ffe14d");
  await expect(page.getByText("Elle est assombrie dans le thème clair")).toBeVisible();
  await page.getByRole("button", { name: "Enregistrer la couleur" }).click();
  await expect(page.getByText("Les réglages sont enregistrés.").first()).toBeVisible();
  await page.reload(); // A toast that fades is read as text of too little contrast.
  await expectAccessible(page);
  await page.getByRole("button", { name: "Revenir à la couleur d’origine" }).click();
  await expect(page.getByRole("button", { name: "Revenir à la couleur d’origine" })).toBeHidden();
  await expect(color).toHaveValue("");
  await color.fill(brand);
  await page.getByRole("button", { name: "Enregistrer la couleur" }).click();
  await expect(page.getByRole("button", { name: "Revenir à la couleur d’origine" })).toBeVisible();

  await page.getByRole("link", { name: "Vos données" }).click();
  await expect(page.getByRole("heading", { name: "Où vivent vos données" })).toBeVisible();
  await expect(page.getByText("Schéma réservé", { exact: true })).toBeVisible();
  await expectAccessible(page);
});

test("a member reads the settings and may not change them", async ({ page }) => {
  await signIn(page, "both@rsm.test", "/s/lumiere/settings");
  await expect(page.getByText("Seuls les propriétaires")).toBeVisible();
  await expect(page.getByRole("button", { name: "Enregistrer" })).toBeHidden();
  await expectAccessible(page);
  const response = await page.goto("/s/lumiere/settings/data");
  expect(response?.status()).toBe(403);
  await expect(page.getByText("Cette page ne vous est pas ouverte")).toBeVisible();

  for (const method of ["POST", "DELETE"]) {
    const refused = await page.request.fetch("/s/lumiere/settings/branding", {
      method,
      form: { accent: "#000000" },
      headers: { Origin: new URL(page.url()).origin },
    });
    expect(refused.status()).toBe(403);
  }
});

test("a button that is pressed before the scripts came is answered when they have", async ({
  page,
}) => {
  await signIn(page, "owner@atelier.test", "/s/atelier/settings");
  const { promise: pressed, resolve: goOn } = Promise.withResolvers<void>();
  await page.route("**/assets/entry.client*.js", async (script) => {
    await pressed;
    await script.continue();
  });
  await page.goto("/s/atelier/settings", { waitUntil: "commit" });
  await page.getByRole("button", { name: "Quitter le studio" }).click();
  goOn();
  await expect(page.getByRole("dialog").getByText("Quitter")).not.toHaveCount(0);
});
