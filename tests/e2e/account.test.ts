import { randomBytes } from "node:crypto";
import type { Page } from "@playwright/test";
import { studio } from "./support/command-line.ts";
import { expect, expectAccessible, test } from "./support/journey.ts";
import { setUpSecondFactor } from "./support/second-factor.ts";

const password = "une phrase assez longue";

/** The link of the last mail to a person, as the page of kept mail shows it. */
async function mailedLink(page: Page, email: string): Promise<string> {
  await page.goto("/dev/mail");
  await page.getByRole("link", { name: email }).first().click();
  await expect(page.getByText(`À ${email}`)).toBeVisible();
  const text = await page.locator("pre").innerText();
  return /https?:\/\/\S+/.exec(text)![0];
}

/** A new person, signed in at the chooser. Of their own: whoever shares one ends another's sign-in. */
async function signUp(page: Page): Promise<string> {
  const email = `ada-${randomBytes(4).toString("hex")}@rsm.test`;
  await page.goto("/sign-up");
  await expectAccessible(page);
  await page.getByLabel("Votre nom").fill("Ada Byron");
  await page.getByLabel("E-mail").fill(email);
  await page.getByLabel("Mot de passe").fill(password);
  await page.getByRole("button", { name: "Créer le compte" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Consultez votre messagerie");
  await page.goto(await mailedLink(page, email));
  await expect(page.getByText(email)).toBeVisible();
  await page.getByRole("button", { name: "Vérifier et continuer" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Bonjour Ada Byron");
  return email;
}

async function signInByPassword(page: Page, email: string): Promise<void> {
  await page.goto("/sign-in?returnTo=/account");
  await page.getByLabel("E-mail").fill(email);
  await page.getByLabel("Mot de passe").fill(password);
  await page.getByRole("button", { name: "Se connecter" }).click();
}

test("a person signs up, and protects the account with a second factor", async ({ page }) => {
  const email = await signUp(page);
  await page.getByRole("link", { name: "Votre compte" }).click();
  await page.getByRole("link", { name: "Second facteur" }).click();
  await page.getByRole("link", { name: "Activer le second facteur" }).click();
  await expect(page.getByRole("figure")).toBeVisible();
  await expectAccessible(page);
  const { app, recoveryCodes } = await setUpSecondFactor(page);
  await expectAccessible(page);
  await page.getByRole("link", { name: "Continuer" }).click();
  await expect(page.getByText("Il vous reste 10 codes de secours.")).toBeVisible();
  await page.getByRole("button", { name: "Se déconnecter" }).click();
  await expect(page).toHaveURL(/\/sign-in$/);

  await signInByPassword(page, email);
  await expect(page).toHaveURL("/sign-in/second-factor?returnTo=%2Faccount");
  await expectAccessible(page);
  // Half way in, nobody is signed in.
  expect((await page.request.get("/account", { maxRedirects: 0 })).status()).toBe(302);
  await page.getByLabel("Code").fill("000000");
  await page.getByRole("button", { name: "Continuer" }).click();
  await expect(page.getByText("Ce code ne convient pas")).toBeVisible();
  await page.getByLabel("Code").fill(app.code());
  await page.getByRole("button", { name: "Continuer" }).click();
  await expect(page).toHaveURL("/account");

  await page.getByRole("button", { name: "Se déconnecter" }).click();
  await expect(page).toHaveURL(/\/sign-in$/);
  await signInByPassword(page, email);
  await page.getByLabel("Code").fill(recoveryCodes[0]!);
  await page.getByRole("button", { name: "Continuer" }).click();
  await expect(page).toHaveURL("/account");
});

test("who lost the phone comes in with the password alone once an operator has reset the factor", async ({
  page,
}) => {
  const email = await signUp(page);
  const reset = () => studio("reset-second-factor", email);
  await expect(reset()).rejects.toMatchObject({
    code: 1,
    stderr: expect.stringContaining("has no second factor"),
  });
  await page.goto("/sign-in/second-factor/set-up");
  await setUpSecondFactor(page);
  expect(JSON.parse(await reset())).toEqual({ email, secondFactor: "off" });
  await page.goto("/account");
  await expect(page).toHaveURL(/\/sign-in\?/);
  await signInByPassword(page, email);
  await expect(page).toHaveURL("/account");
  await page.goto("/dev/mail");
  await expect(page.getByRole("link", { name: email }).first()).toContainText("désactivé");
  const nobody = studio("reset-second-factor", "nobody@rsm.test");
  await expect(nobody).rejects.toMatchObject({
    code: 1,
    stderr: expect.stringContaining("there is no account"),
  });
});

test("a person ends the sign-in of another browser", async ({ page, browser, baseURL }) => {
  const email = await signUp(page);
  const elsewhere = await browser.newContext({ baseURL: baseURL!, locale: "fr-FR" });
  const other = await elsewhere.newPage();
  await signInByPassword(other, email);
  await expect(other).toHaveURL("/account");

  await page.goto("/account/sign-ins");
  const devices = page.getByRole("list", { name: "Appareils connectés" }).getByRole("listitem");
  await expect(devices).toHaveCount(2);
  await expect(devices.filter({ hasText: "Celui-ci" })).toContainText("Chrome");
  await expectAccessible(page);
  await devices.getByRole("button", { name: "Déconnecter" }).click();
  await expect(devices).toHaveCount(1);
  await other.reload();
  await expect(other).toHaveURL("/sign-in?returnTo=%2Faccount");
  await elsewhere.close();
});

test("a link in a mail signs in once, and is not used up by being looked at", async ({ page }) => {
  await page.goto("/sign-in/link");
  await page.getByLabel("E-mail").fill("both@rsm.test");
  await page.getByRole("button", { name: "Envoyer le lien" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Consultez votre messagerie");
  const link = await mailedLink(page, "both@rsm.test");
  for (let look = 1; look <= 2; look++) expect((await page.request.get(link)).ok()).toBe(true);
  await page.goto(link);
  await page.getByRole("button", { name: "Se connecter" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Bonjour Inès Maurel");
  await page.goto(link);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Ce lien ne fonctionne plus");
});

test("a known and an unknown address get the same answer", async ({ request, baseURL }) => {
  const answerTo = async (path: string, form: Record<string, string>) => {
    const headers = { Origin: baseURL! };
    const answer = await request.post(path, { form, headers, maxRedirects: 0 });
    const cookie = answer.headers()["set-cookie"]?.replace(/=[^;]+/, "=…");
    return { status: answer.status(), location: answer.headers().location, cookie };
  };
  for (const path of ["/sign-in/link", "/sign-in/reset"]) {
    const known = await answerTo(path, { email: "owner@atelier.test" });
    expect(known).toMatchObject({ status: 302, location: "/sign-in/mail-sent" });
    expect(await answerTo(path, { email: "nobody@rsm.test" })).toEqual(known);
  }
  const account = { name: "Ada", password };
  const known = await answerTo("/sign-up", { ...account, email: "owner@atelier.test" });
  expect(known).toMatchObject({ status: 302, location: "/sign-in/mail-sent" });
  expect(await answerTo("/sign-up", { ...account, email: "someone-new@rsm.test" })).toEqual(known);
});
