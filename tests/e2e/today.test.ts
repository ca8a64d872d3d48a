import { expect, expectAccessible, signIn, test } from "./support/journey.ts";

test("today shows the rooms as they stand, what is next, and figures", async ({ page }) => {
  await signIn(page, "owner@grandmix.test", "/s/grandmix");
  await expect(page.getByRole("heading", { level: 1, name: "Aujourd’hui" })).toBeVisible();
  const rooms = page.getByRole("region", { name: "Salles du jour" });
  await expect(rooms.getByText("Studio 1", { exact: true })).toBeVisible();
  await expect(page.getByText("Réservé aujourd’hui")).toBeVisible();
  await expectAccessible(page);
  await rooms.getByRole("link", { name: "Voir le jour" }).click();
  await expect(page).toHaveURL(/sessions\?day=/);
});

test("today fits a phone", async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await signIn(page, "owner@grandmix.test", "/s/grandmix");
  await expect(page.getByText("À suivre")).toBeVisible();
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390);
  await expectAccessible(page);
});
