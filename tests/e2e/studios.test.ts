import { randomBytes } from "node:crypto";
import { expect, signIn, test } from "./support/journey.ts";

const studios = [
  { slug: "lumiere", name: "Studio Lumière" },
  { slug: "atelier", name: "Atelier Sonore" },
  { slug: "grandmix", name: "Grand Mix" },
];

for (const { slug, name } of studios) {
  test(`${name} works on its own host and under its path`, async ({ page, baseURL }) => {
    const port = new URL(baseURL!).port;
    const client = `Voyageur ${randomBytes(3).toString("hex")}`;
    await page.goto(`http://${slug}.localhost:${port}/clients`);
    await page.getByLabel("E-mail").fill(`owner@${slug}.test`);
    await page.getByLabel("Mot de passe").fill("demo-studio-2026");
    await page.getByRole("button", { name: "Se connecter" }).click();
    await expect(page).toHaveURL(`http://${slug}.localhost:${port}/clients`);
    await expect(page).toHaveTitle(new RegExp(name));

    await page.getByRole("link", { name: "Nouveau client" }).click();
    // The list that is left has a field of that label too.
    await expect(page.getByRole("heading", { level: 1, name: "Nouveau client" })).toBeVisible();
    await page.getByLabel("Nom", { exact: true }).fill(client);
    await page.getByRole("button", { name: "Ajouter le client" }).click();
    await expect(page.getByRole("heading", { level: 1, name: client })).toBeVisible();
    await page.getByRole("link", { name: "Aujourd’hui" }).first().click();
    await expect(page.getByRole("heading", { level: 1, name: "Aujourd’hui" })).toBeVisible();

    // The apex is another host: the browser is not signed in there.
    await signIn(page, `owner@${slug}.test`, `/s/${slug}/clients`);
    await page.getByRole("searchbox").fill(client);
    await expect(page.getByRole("link", { name: client })).toBeVisible();
  });
}

test("who belongs to two studios chooses, and goes from one to the other", async ({ page }) => {
  await page.goto("/sign-in");
  await page.getByLabel("E-mail").fill("both@rsm.test");
  await page.getByLabel("Mot de passe").fill("demo-studio-2026");
  await page.getByRole("button", { name: "Se connecter" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Bonjour Inès Maurel");
  await page.getByRole("link", { name: /Grand Mix/ }).click();
  await expect(page).toHaveURL("/s/grandmix");
  await page
    .getByRole("button", { name: /Grand Mix/ })
    .first()
    .click();
  await page.getByRole("menuitem", { name: "Studio Lumière" }).click();
  await expect(page).toHaveURL("/s/lumiere");
});

test("on another's host a person signs in and finds no studio", async ({ page, baseURL }) => {
  const port = new URL(baseURL!).port;
  await page.goto(`http://atelier.localhost:${port}/sign-in`);
  await page.getByLabel("E-mail").fill("owner@lumiere.test");
  await page.getByLabel("Mot de passe").fill("demo-studio-2026");
  await page.getByRole("button", { name: "Se connecter" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Cette page n’existe pas");
});

test("a wrong password says that the two do not fit, and keeps the address", async ({ page }) => {
  await page.goto("/sign-in");
  await page.getByLabel("E-mail").fill("owner@lumiere.test");
  await page.getByLabel("Mot de passe").fill("wrong");
  await page.getByRole("button", { name: "Se connecter" }).click();
  await expect(page.getByText("L’adresse ou le mot de passe ne convient pas.")).toBeVisible();
  await expect(page.getByLabel("E-mail")).toHaveValue("owner@lumiere.test");
});
