import { randomBytes } from "node:crypto";
import type { Page } from "@playwright/test";
import { linkMailedTo } from "./support/mailbox.ts";
import { expect, expectAccessible, signIn, test } from "./support/journey.ts";

const newAddress = () => `ada-${randomBytes(4).toString("hex")}@gmail.test`;

/** Types who one is on the provider's page, and is led back. */
async function answerAs(page: Page, email: string): Promise<void> {
  await expect(page).toHaveTitle("Le fournisseur");
  await page.getByLabel("Compte").fill(email);
  await page.getByRole("button", { name: "Continuer" }).click();
}

test("a person comes by Google, and sees it at the account", async ({ page, context }) => {
  const email = newAddress();
  await page.goto("/sign-in?returnTo=/account/identities");
  await expectAccessible(page);
  await page.getByRole("button", { name: "Continuer avec Google" }).click();
  await answerAs(page, email);
  await expect(page).toHaveURL("/account/identities");
  const linked = page.getByRole("list", { name: "Comptes reliés" }).getByRole("listitem");
  await expect(linked).toHaveCount(1);
  await expect(linked).toContainText("Google");
  await expect(linked).toContainText(email);
  await expectAccessible(page);
  const kept = await context.cookies();
  expect(kept.map(({ name }) => name).filter((name) => name.startsWith("sign-in"))).toEqual([
    "sign-in",
  ]);
  await linked.getByRole("button", { name: "Délier" }).click();
  await expect(page.getByRole("alert")).toHaveText(/votre seul moyen de connexion/);
});

test("a person comes by Apple, whose page posts the answer", async ({ page }) => {
  await page.goto("/sign-in?returnTo=/account/identities");
  await page.getByRole("button", { name: "Continuer avec Apple" }).click();
  await answerAs(page, newAddress());
  await expect(page).toHaveURL("/account/identities");
  await expect(page.getByRole("list", { name: "Comptes reliés" })).toContainText("Apple");
});

test("who cancels at Google is told so, and goes on with a password", async ({ page }) => {
  await page.goto("/sign-in?returnTo=/account");
  await page.getByRole("button", { name: "Continuer avec Google" }).click();
  await page.getByRole("button", { name: "Annuler" }).click();
  await expect(page.getByRole("alert")).toHaveText("La connexion avec Google a été annulée.");
  await expectAccessible(page);
  await page.getByLabel("E-mail").fill("both@rsm.test");
  await page.getByLabel("Mot de passe").fill("demo-studio-2026");
  await page.getByRole("button", { name: "Se connecter" }).click();
  await expect(page).toHaveURL("/account");
});

test("who is invited, has an account, and comes by Google is back at the invitation", async ({
  page,
  browser,
  baseURL,
}) => {
  const email = newAddress();
  const elsewhere = await browser.newContext({ baseURL: baseURL!, locale: "fr-FR" });
  const guest = await elsewhere.newPage();
  await guest.goto("/sign-in?returnTo=/account");
  await guest.getByRole("button", { name: "Continuer avec Google" }).click();
  await answerAs(guest, email);
  await guest.getByRole("button", { name: "Se déconnecter" }).click();
  await expect(guest).toHaveURL(/\/sign-in$/);

  await signIn(page, "owner@lumiere.test", "/s/lumiere/settings/team");
  await page.getByRole("button", { name: "Inviter" }).click();
  await page.getByRole("dialog").getByLabel("Adresse e-mail").fill(email);
  await page.getByRole("button", { name: "Envoyer l’invitation" }).click();
  const invitations = page.getByRole("table", { name: "Invitations en attente" });
  await expect(invitations.getByRole("row").filter({ hasText: email })).toBeVisible();
  const invitation = await linkMailedTo(page, email, "/invitations/");
  await guest.goto(invitation);
  await guest.getByRole("link", { name: "Se connecter" }).click();
  // Google knows this browser still, and asks for nothing.
  await guest.getByRole("button", { name: "Continuer avec Google" }).click();
  await guest.waitForURL(`**${invitation}`);
  await guest.getByRole("button", { name: "Accepter l’invitation" }).click();
  await expect(guest).toHaveURL(/\/s\/lumiere/);
  await elsewhere.close();
});
