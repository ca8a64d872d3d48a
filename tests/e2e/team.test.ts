import { randomBytes } from "node:crypto";
import type { Page } from "@playwright/test";
import { studio } from "./support/command-line.ts";
import { answers, expect, expectAccessible, signIn, test } from "./support/journey.ts";
import { linkMailedTo } from "./support/mailbox.ts";

const newAddress = (who: string) => `${who}.${randomBytes(4).toString("hex")}@rsm.test`;
const password = "une phrase assez longue";

/** A studio of the test's own, and the account of its owner. */
async function newStudio() {
  const [slug, email] = [`team-${randomBytes(4).toString("hex")}`, newAddress("ada")];
  const made = await studio("create", slug, "--name", `Studio ${slug}`, "--owner", email);
  const { ownerPassword } = JSON.parse(made) as { ownerPassword: string };
  return { slug, base: `/s/${slug}`, email, password: ownerPassword };
}

async function invite(page: Page, email: string, role: string) {
  await page.getByRole("button", { name: "Inviter" }).click();
  await page.getByRole("dialog").getByLabel("Adresse e-mail").fill(email);
  await page.getByRole("dialog").getByLabel("Rôle").selectOption(role);
  await page.getByRole("button", { name: "Envoyer l’invitation" }).click();
}

test("an invited person joins, works by the role, and is out once removed", async ({
  page,
  browser,
}) => {
  const [owner, email] = [await newStudio(), newAddress("tom")];
  const { base } = owner;
  await signIn(page, owner.email, `${base}/settings/team`, owner.password);
  await expectAccessible(page);
  await invite(page, email, "engineer");
  const invitations = page.getByRole("table", { name: "Invitations en attente" });
  await expect(invitations.getByRole("row").filter({ hasText: email })).toBeVisible();
  await invite(page, email.toUpperCase(), "admin");
  await expect(page.getByText("Cette adresse est déjà invitée")).toBeVisible();
  await page.keyboard.press("Escape");

  const theirs = await browser.newContext();
  const guest = await theirs.newPage();
  const link = await linkMailedTo(guest, email, "/invitations/");
  await guest.goto(link);
  await expectAccessible(guest);
  await guest.getByLabel("Votre nom").fill("Tom Rivière");
  await guest.getByLabel("Mot de passe").fill("court");
  await guest.getByRole("button", { name: "Créer mon compte et rejoindre" }).click();
  await expect(guest.getByText("Saisissez au moins 10 caractères.")).toBeVisible();
  await guest.getByLabel("Mot de passe").fill(password);
  await guest.getByRole("button", { name: "Créer mon compte et rejoindre" }).click();
  await expect(guest).toHaveURL(base);

  // An engineer adds clients, and neither rooms nor people.
  await guest.goto(`${base}/clients`);
  await expect(guest.getByRole("link", { name: "Nouveau client" }).first()).toBeVisible();
  await guest.goto(`${base}/rooms`);
  await expect(guest.getByRole("heading", { level: 1, name: "Salles" })).toBeVisible();
  await expect(guest.locator(`a[href="${base}/rooms/new"]`)).toHaveCount(0);
  expect((await guest.goto(`${base}/rooms/new`))?.status()).toBe(403);
  expect((await guest.goto(`${base}/settings/team`))?.status()).toBe(403);

  await page.goto(`${base}/settings/team`);
  await page.getByRole("button", { name: /^Tom Rivière, rôle/ }).click();
  await page.getByRole("menuitemradio", { name: "Comptabilité" }).click();
  await expect(page.getByText("Le rôle de Tom Rivière a changé.")).toBeVisible();

  // The sign-in of before has ended; by the new one there is nothing to add.
  await guest.goto(`${base}/clients`);
  await expect(guest).toHaveURL(/\/sign-in\?/);
  await signIn(guest, email, `${base}/clients`, password);
  await expect(guest.getByRole("heading", { level: 1, name: "Clients" })).toBeVisible();
  await expect(guest.getByRole("link", { name: "Nouveau client" })).toHaveCount(0);
  await expect(guest.getByRole("button", { name: "Créer" })).toHaveCount(0);
  expect((await guest.request.get(`${base}/clients/new`)).status()).toBe(403);
  const origin = new URL(guest.url()).origin;
  const refused = await guest.request.post(`${base}/clients/new`, {
    form: { name: "Personne", kind: "person" },
    headers: { Origin: origin },
  });
  expect(refused.status()).toBe(403);

  await page.getByRole("button", { name: "Autres actions pour Tom Rivière" }).click();
  await page.getByRole("menuitem", { name: "Retirer de l’équipe" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Retirer de l’équipe" }).click();
  await expect(page.getByText("Tom Rivière ne fait plus partie de l’équipe.")).toBeVisible();
  await signIn(guest, email, "/studios?choose", password);
  expect((await guest.goto(`${base}/clients`))?.status()).toBe(404);
  await guest.goto(link);
  await expect(guest.getByText("Cette invitation a déjà servi")).toBeVisible();
  await theirs.close();
});

test("an invitation is for its address alone, and void once revoked", async ({ page, browser }) => {
  const [owner, invited] = await Promise.all([newStudio(), newStudio()]);
  const { base } = owner;
  const [first, second] = [newAddress("lea"), invited.email];
  await signIn(page, owner.email, `${base}/settings/team`, owner.password);
  for (const email of [first, second]) {
    await invite(page, email, "assistant");
    await expect(page.getByRole("row").filter({ hasText: email })).toBeVisible();
  }
  const theirs = await browser.newContext();
  const guest = await theirs.newPage();
  const link = await linkMailedTo(guest, second, "/invitations/");

  // Somebody who has an account signs in; somebody else is told whose it is.
  await page.goto(link);
  await expect(page.getByText(`Cette invitation est pour ${second}`)).toBeVisible();
  await guest.goto(link);
  await expect(guest.getByLabel("Mot de passe")).toHaveCount(0);
  await signIn(guest, second, link, invited.password);
  await expect(guest.getByRole("button", { name: "Accepter l’invitation" })).toBeVisible();
  expect((await guest.request.get(base)).status()).toBe(404);
  await guest.getByRole("button", { name: "Accepter l’invitation" }).click();
  await expect(guest).toHaveURL(base);

  const voided = await linkMailedTo(guest, first, "/invitations/");
  await page.goto(`${base}/settings/team`);
  await page.getByRole("button", { name: `Autres actions pour ${first}` }).click();
  await page.getByRole("menuitem", { name: "Révoquer" }).click();
  await expect(page.getByText(`L’invitation de ${first} ne vaut plus.`)).toBeVisible();
  await guest.goto(voided);
  await expect(guest.getByText("Cette invitation a été révoquée")).toBeVisible();
  expect((await guest.goto("/invitations/unknown"))?.status()).toBe(404);
  await theirs.close();
});

test("the last owner stays, until somebody else is one", async ({ page }) => {
  const { slug, base, email, password: secret } = await newStudio();
  const other = newAddress("ines");
  const name = other.split("@")[0]!;
  await studio("member", slug, "--email", other, "--role", "admin");
  await signIn(page, email, `${base}/settings`, secret);
  const leave = page.getByRole("button", { name: "Quitter le studio" });
  await leave.click();
  await page.getByRole("dialog").getByRole("button", { name: "Quitter le studio" }).click();
  await expect(page.getByText("Un studio garde au moins un propriétaire")).toBeVisible();

  await page.goto(`${base}/settings/team`);
  await page.getByRole("button", { name: "Le rendre obligatoire" }).click();
  await expect(page.getByText("Activez d’abord le second facteur")).toBeVisible();
  await page.getByRole("button", { name: `Autres actions pour ${name}` }).click();
  await page.getByRole("menuitem", { name: "Rendre propriétaire" }).click();
  await page.getByRole("dialog").getByLabel("Je reste propriétaire aussi").uncheck();
  await page.getByRole("dialog").getByRole("button", { name: "Rendre propriétaire" }).click();
  await expect(page.getByText(`${name} est propriétaire du studio.`)).toBeVisible();
  await expect(page.getByRole("row").filter({ hasText: "vous" })).toContainText("Administration");

  await page.goto(`${base}/settings`);
  await answers(page);
  await leave.click();
  await page.getByRole("dialog").getByRole("button", { name: "Quitter le studio" }).click();
  await expect(page.getByText("Vous n’appartenez à aucun studio.")).toBeVisible();
  expect((await page.request.get(base)).status()).toBe(404);
});

test("a person opens a studio of their own", async ({ page }) => {
  const slug = `hansa-${randomBytes(4).toString("hex")}`;
  const person = await newStudio();
  await signIn(page, person.email, "/studios?choose", person.password);
  await page.getByRole("link", { name: "Créer un studio" }).click();
  await page.getByLabel("Nom du studio").fill("Hansa à l’Étoile");
  const address = page.getByLabel("Adresse", { exact: true });
  await expect(address).toHaveValue("hansa-a-l-etoile");
  await expectAccessible(page);
  await address.fill(person.slug);
  await page.getByRole("button", { name: "Créer le studio" }).click();
  await expect(page.getByText("Cette adresse est prise.")).toBeVisible();
  await address.fill("www");
  await page.getByRole("button", { name: "Créer le studio" }).click();
  await expect(page.getByText("Cette adresse est réservée.")).toBeVisible();
  await address.fill(slug);
  await page.getByRole("button", { name: "Créer le studio" }).click();
  await expect(page).toHaveURL(`/s/${slug}`);
  await expect(page.getByText("Propriétaire")).toBeVisible();
});
