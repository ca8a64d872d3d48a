import { expect, expectAccessible, signIn, test } from "./support/journey.ts";

test("an operator sees every studio and where it lives", async ({ page }) => {
  await signIn(page, "ops@rsm.test", "/operations");
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
