import { expect, expectAccessible, signIn, test } from "./support/journey.ts";
import { setUpSecondFactor } from "./support/second-factor.ts";

test("an operator sets up a second factor, and sees every studio and where it lives", async ({
  page,
}) => {
  await page.goto("/operations");
  await page.getByLabel("E-mail").fill("ops@rsm.test");
  await page.getByLabel("Mot de passe").fill("demo-studio-2026");
  await page.getByRole("button", { name: "Se connecter" }).click();
  await expect(page).toHaveURL("/sign-in/second-factor/set-up?returnTo=%2Foperations");
  // The password alone opens nothing.
  expect((await page.request.get("/operations", { maxRedirects: 0 })).status()).toBe(302);
  const { app } = await setUpSecondFactor(page);
  await page.getByRole("link", { name: "Continuer" }).click();
  await expect(page).toHaveURL("/operations");
  await page.getByRole("button", { name: "Se déconnecter" }).click();

  await page.getByLabel("E-mail").fill("ops@rsm.test");
  await page.getByLabel("Mot de passe").fill("demo-studio-2026");
  await page.getByRole("button", { name: "Se connecter" }).click();
  await page.getByLabel("Code").fill(app.code());
  await page.getByRole("button", { name: "Continuer" }).click();
  await expect(page).toHaveURL("/operations");
  const studios = page.getByRole("table", { name: "Studios" });
  for (const name of ["Atelier Sonore", "Grand Mix", "Studio Lumière"]) {
    await expect(studios.getByRole("row").filter({ hasText: name })).toBeVisible();
  }
  await expectAccessible(page);
});

test("to everybody else there is no such page", async ({ page }) => {
  await page.goto("/operations");
  await expect(page).toHaveURL(/\/sign-in\?returnTo=%2Foperations$/);
  await signIn(page, "owner@lumiere.test", "/s/lumiere/rooms");
  const response = await page.goto("/operations");
  expect(response?.status()).toBe(404);
});
