import { readFileSync } from "node:fs";
import ICAL from "ical.js";
import type { APIRequestContext } from "@playwright/test";
import { serverLog } from "./support/environment.ts";
import { answers, expect, expectAccessible, signIn, test } from "./support/journey.ts";
import { rowsOf } from "./support/rows-of-studio.ts";

/** The calendar at an address, as a reader without any cookie has it. */
async function fetchCalendar(request: APIRequestContext, address: string, known?: string) {
  const answer = await request.get(address, {
    headers: { Cookie: "", ...(known && { "If-None-Match": known }) },
  });
  const text = answer.status() === 200 ? await answer.text() : "";
  const events = text
    ? new ICAL.Component(ICAL.parse(text) as unknown[]).getAllSubcomponents("vevent")
    : [];
  const stateOf = (id: string) =>
    events
      .find((event) => String(event.getFirstPropertyValue("uid")).startsWith(id))
      ?.getFirstPropertyValue("status");
  return { status: answer.status(), headers: answer.headers(), text, stateOf };
}

test("a room's calendar is subscribed to, told of a cancellation, changes its address and is revoked", async ({
  page,
  request,
  baseURL,
}) => {
  await signIn(page, "owner@lumiere.test", "/s/lumiere/rooms");
  const lumiere = await rowsOf("lumiere");
  const own = { ...(await lumiere.idsFor(["clientId"])), ...(await lumiere.idsFor(["roomId"])) };
  await lumiere.close();
  const tomorrow = new Date(Date.now() + 300 * 24 * 3_600_000).toISOString().slice(0, 10);
  const booked = await page.request.post("/s/lumiere/sessions/new", {
    form: { ...own, kind: "mixing", day: tomorrow, from: "03:00", to: "03:30", outsideHours: "on" },
    headers: { Origin: baseURL! },
    maxRedirects: 0,
  });
  expect(booked.status()).toBe(302);
  const session = booked.headers()["location"]!;
  const sessionId = session.split("/").at(-1)!;

  await page.goto(`/s/lumiere/rooms/${own.roomId}`);
  const room = await page.getByRole("heading", { level: 1 }).textContent();
  await page.getByRole("link", { name: "S’abonner au calendrier" }).click();
  const dialog = page.getByRole("dialog");
  await expect(dialog.getByLabel("Séances de")).toHaveValue("room");
  await expect(dialog.getByRole("combobox", { name: "Salle" })).toHaveValue(own.roomId!);
  await expectAccessible(page);
  await dialog.getByLabel("Libellé").fill("Écran de la régie");
  await dialog.getByRole("button", { name: "Créer l’adresse" }).click();
  const shown = dialog.getByLabel("Adresse du calendrier");
  await expect(shown).toHaveValue(/\/feeds\/lumiere\/[\w-]{43}\.ics$/);
  await expect(shown).toBeFocused();
  await expectAccessible(page);
  const address = await shown.inputValue();
  await expect(dialog.getByRole("link", { name: "S’abonner" })).toHaveAttribute(
    "href",
    address.replace(/^http:/, "webcal:"),
  );
  await dialog.getByRole("button", { name: "Fermer" }).last().click();
  await expect(page).toHaveURL(/settings\/feeds$/);
  await expect(page.getByRole("cell", { name: "Écran de la régie" })).toBeVisible();
  expect(await page.content()).not.toContain(address.split("/").at(-1));
  await expectAccessible(page);

  const first = await fetchCalendar(request, address);
  expect(first.status).toBe(200);
  expect(first.headers["content-type"]).toBe("text/calendar; charset=utf-8");
  expect(first.headers["cache-control"]).toBe("private, max-age=900");
  expect(first.stateOf(sessionId)).toBe("CONFIRMED");
  const etag = first.headers["etag"];
  expect(await fetchCalendar(request, address, etag)).toMatchObject({ status: 304 });
  const head = await request.head(address);
  expect(head.headers()["etag"]).toBe(etag);

  await page.goto(session);
  const download = page.waitForEvent("download");
  await page.getByRole("link", { name: "Fichier .ics" }).click();
  const file = await download;
  expect(file.suggestedFilename()).toMatch(/^session-\d{4}-\d{2}-\d{2}\.ics$/);
  expect(readFileSync(await file.path(), "utf8")).toContain(`UID:${sessionId}@`);
  await page.getByRole("button", { name: "Plus" }).click();
  await page.getByRole("menuitem", { name: "Annuler la séance" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Annuler la séance" }).click();
  await expect(page.getByText("Séance annulée, la salle est libre.")).toBeVisible();
  const cancelled = await fetchCalendar(request, address, etag);
  expect(cancelled.status).toBe(200);
  expect(cancelled.stateOf(sessionId)).toBe("CANCELLED");

  await page.goto("/s/lumiere/settings/feeds");
  const row = page.getByRole("row", { name: /Écran de la régie/ });
  await expect(row).not.toContainText("Jamais lu");
  await row.getByRole("button", { name: `Actions pour ${room}` }).click();
  await page.getByRole("menuitem", { name: "Changer l’adresse" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Changer l’adresse" }).click();
  const renewed = await page.getByRole("dialog").getByLabel("Adresse du calendrier").inputValue();
  expect(renewed).not.toBe(address);
  await page.getByRole("dialog").getByRole("button", { name: "Fermer" }).last().click();
  expect(await fetchCalendar(request, address)).toMatchObject({ status: 404 });
  expect(await fetchCalendar(request, renewed)).toMatchObject({ status: 200 });

  await row.getByRole("button", { name: `Actions pour ${room}` }).click();
  await page.getByRole("menuitem", { name: "Révoquer" }).click();
  await expectAccessible(page);
  await page.getByRole("dialog").getByRole("button", { name: "Révoquer l’adresse" }).click();
  await expect(page.getByText("L’adresse ne répond plus.")).toBeVisible();
  await expect(row).toBeHidden();
  const revoked = await request.get(renewed);
  const never = await request.get(renewed.replace(/[^/]+$/, `${"x".repeat(43)}.ics`));
  expect(revoked.status()).toBe(404);
  expect(await revoked.text()).toBe(await never.text());

  // Neither address, in no line.
  const log = readFileSync(serverLog(), "utf8");
  expect(log).toContain('"path":"/feeds/lumiere/….ics"');
  for (const each of [address, renewed]) {
    expect(log).not.toContain(each.split("/").at(-1)!.replace(".ics", ""));
  }
});

test("a client's page and a person's open the form filled in, and it works on a phone and by keys", async ({
  page,
}) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await signIn(page, "owner@atelier.test", "/s/atelier/settings/feeds");
  await expect(page.getByText("Aucun calendrier n’est partagé")).toBeVisible();
  const atelier = await rowsOf("atelier");
  const { clientId } = await atelier.idsFor(["clientId"]);
  const { personId } = await atelier.idsFor(["personId"]);
  await atelier.close();
  for (const [of, noun, id] of [
    ["clients", "client", clientId],
    ["people", "person", personId],
  ] as const) {
    await page.goto(`/s/atelier/${of}/${id}`);
    const name = (await page.getByRole("heading", { level: 1 }).textContent())!;
    if (of === "clients") {
      await answers(page);
      await page.getByRole("button", { name: "Plus d’actions" }).click();
      await page.getByRole("menuitem", { name: "S’abonner au calendrier" }).click();
    } else await page.getByRole("link", { name: "S’abonner au calendrier" }).click();
    const dialog = page.getByRole("dialog");
    await expect(dialog.getByLabel("Séances de")).toHaveValue(noun);
    await expect(dialog.locator(`input[name=${noun}Id]`)).toHaveValue(id!);
    await expect(dialog.getByRole("combobox").last()).toHaveValue(name);
    await expectAccessible(page);
    await page.keyboard.press("Escape");
    await expect(dialog).toBeHidden();
  }
  // Nothing was made, and what is chosen without a name is refused beside its field.
  await page.getByRole("button", { name: "Nouvelle adresse" }).press("Enter");
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Séances de").selectOption("Client");
  await dialog.getByRole("button", { name: "Créer l’adresse" }).press("Enter");
  await expect(dialog.getByText("Ce champ est obligatoire.")).toBeVisible();
  await dialog.getByLabel("Séances de").selectOption("Tout le studio");
  await dialog.getByRole("button", { name: "Créer l’adresse" }).press("Enter");
  await expect(dialog.getByLabel("Adresse du calendrier")).toHaveValue(/\/feeds\/atelier\//);
  const width = await page.evaluate(() => document.documentElement.scrollWidth);
  expect(width).toBeLessThanOrEqual(390);
  await expectAccessible(page);
});
