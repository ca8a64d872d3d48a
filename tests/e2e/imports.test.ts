import { randomBytes } from "node:crypto";
import type { Page } from "@playwright/test";
import { answers, expect, expectAccessible, signIn, test } from "./support/journey.ts";

const OWNER = "owner@lumiere.test";
const NEW = "/s/lumiere/clients/imports/new";

async function give(page: Page, name: string, buffer: Buffer, mimeType = "text/csv") {
  await answers(page);
  await page.getByLabel("Fichier de clients").setInputFiles({ name, mimeType, buffer });
}

/** As Excel writes it in Windows: ISO 8859-1 holds all that stands in it. */
const windows = (...lines: string[]) => Buffer.from(`${lines.join("\r\n")}\r\n`, "latin1");

test("a file of Excel becomes clients, row by row, and is taken back", async ({ page }) => {
  test.slow();
  const mark = randomBytes(4).toString("hex");
  const header = `Nom;Prénom;E-mail ${mark};Portable;Ville;Style`;
  await signIn(page, OWNER, NEW);
  await expectAccessible(page);
  const first = windows(
    header,
    `Vidal;Éléonore ${mark};eleonore.${mark}@example.test;06 12 34 56 78;Nîmes;Jazz`,
  );
  await give(page, `premier-${mark}.csv`, first);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(
    "À quoi correspondent les colonnes ?",
  );
  await expectAccessible(page);
  const becomes = (column: string) => page.getByLabel(`Ce que devient la colonne ${column}`);
  await expect(becomes("Nom")).toHaveValue("familyName");
  await expect(becomes("Prénom")).toHaveValue("givenName");
  await expect(becomes("Portable")).toHaveValue("phone.mobile");
  await becomes("Style").selectOption("Étiquettes");
  await page.getByRole("button", { name: "Vérifier les lignes" }).click();
  await page.getByRole("button", { name: "Importer 1 client" }).click();
  await expect(page.getByText("Importé", { exact: true })).toBeVisible();

  // The same columns are known again; one row is a double, one is wrong.
  await page.goto(NEW);
  const second = windows(
    header,
    `Vidal;Éléonore ${mark};ELEONORE.${mark}@example.test;06 98 76 54 32;Nîmes;Folk`,
    `Roux;Ida ${mark};ida@;;;`,
    `Lam;Éva ${mark};eva.${mark}@example.test;;Lyon;Rock`,
  );
  await give(page, `second-${mark}.csv`, second);
  await expect(page.getByText("Comme lors du dernier import")).toBeVisible();
  await expect(becomes("Style")).toHaveValue("tags");
  await page.getByRole("button", { name: "Vérifier les lignes" }).click();
  await expect(page.getByRole("button", { name: "Importer 2 clients" })).toBeVisible();
  await expectAccessible(page);

  await page.getByRole("link", { name: /^En erreur/ }).click();
  await expect(page.getByText("Ligne 3", { exact: true })).toBeVisible();
  await expect(page.getByText("E-mail : adresse non valable")).toBeVisible();
  const download = page.waitForEvent("download");
  await page.getByRole("link", { name: "Télécharger les lignes en erreur" }).click();
  expect((await download).suggestedFilename()).toBe("lignes-en-erreur.csv");

  await page.getByRole("link", { name: /^Doublons possibles/ }).click();
  await expect(page.getByText("Même e-mail", { exact: true })).toBeVisible();
  const decision = page.getByLabel("Que faire de la ligne 2 ?");
  await expect(decision).toHaveValue("merge");
  await decision.selectOption("Ignorer");
  await expect(page.getByRole("button", { name: "Importer 1 client" })).toBeVisible();
  await decision.selectOption("Fusionner");
  await expectAccessible(page);
  await page.getByRole("button", { name: "Importer 2 clients" }).click();
  await expect(page.getByText("Importé", { exact: true })).toBeVisible();
  await expectAccessible(page);

  const found = async (name: string) => {
    await page.goto(`/s/lumiere/clients?q=${encodeURIComponent(`${name} ${mark}`)}`);
    return page.getByRole("link", { name: `${name} ${mark}` });
  };
  await (await found("Éléonore")).click();
  await expect(page.getByText("06 98 76 54 32")).toBeVisible();
  await expect(page.getByText("Folk")).toBeVisible();

  await page.goto("/s/lumiere/clients/imports");
  await expectAccessible(page);
  await page.getByRole("link", { name: `second-${mark}.csv` }).click();
  await answers(page);
  await page.getByRole("button", { name: "Annuler l’import" }).click();
  await expect(page.getByText("Cet import a été annulé.")).toBeVisible();
  await expectAccessible(page);
  await (await found("Éléonore")).click();
  await expect(page.getByText("06 12 34 56 78")).toBeVisible();
  await expect(page.getByText("06 98 76 54 32")).toHaveCount(0);
  await expect(await found("Éva")).toHaveCount(0);
});

test("vCards go straight to their check, and an import is dropped", async ({ page }) => {
  const mark = randomBytes(4).toString("hex");
  await signIn(page, OWNER, NEW);
  const card = ["BEGIN:VCARD", "VERSION:3.0", `FN:Zoé ${mark}`, "N:;;;;", "END:VCARD", ""];
  await give(page, `zoe-${mark}.vcf`, Buffer.from(card.join("\r\n")), "text/vcard");
  await expect(page.getByRole("button", { name: "Importer 1 client" })).toBeVisible();
  await expect(page.getByText(`Zoé ${mark}`)).toBeVisible();
  await page.getByRole("button", { name: "Abandonner" }).click();
  await expect(page.getByText("Cet import a été abandonné")).toBeVisible();
});

test("a file that is not what its name says is refused in words", async ({ page }) => {
  await signIn(page, OWNER, NEW);
  const png = Buffer.from("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk", "base64");
  await give(page, "clients.csv", png);
  await expect(page.getByRole("alert")).toHaveText("C’est une image, pas un fichier de clients.");
  await expectAccessible(page);
  await give(page, "vide.csv", Buffer.from(""));
  await expect(page.getByRole("alert")).toHaveText(/Ce fichier est vide/);
  await give(page, "gros.csv", Buffer.alloc(25_000_001, "a"));
  await expect(page.getByRole("alert")).toHaveText(/trop gros/);
});

test("templates come in the studio's language and can be imported as they are", async ({
  page,
}) => {
  await signIn(page, OWNER, NEW);
  for (const format of ["csv", "xlsx"]) {
    await page.goto(NEW);
    const answer = await page.request.get(`/s/lumiere/clients/imports/template.${format}`);
    expect(answer.headers()["content-disposition"]).toContain(`modele-clients.${format}`);
    await give(page, `modele.${format}`, await answer.body());
    await expect(page.getByText("2 lignes lues")).toBeVisible();
    await expect(page.getByLabel("Ce que devient la colonne Nom de scène")).toHaveValue("alias");
    await page.getByRole("button", { name: "Vérifier les lignes" }).click();
    await expect(page.getByRole("button", { name: "Importer 2 clients" })).toBeVisible();
    await page.getByRole("button", { name: "Abandonner" }).click();
    await expect(page.getByText("Cet import a été abandonné")).toBeVisible();
  }
});
