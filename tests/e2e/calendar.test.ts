import { randomInt } from "node:crypto";
import type { Locator, Page } from "@playwright/test";
import { answers, expect, expectAccessible, signIn, test } from "./support/journey.ts";

/** A Tuesday that nobody has booked. */
function aFarTuesday(): string {
  const first = Date.UTC(2041, 0, 8);
  return new Date(first + randomInt(2_000) * 7 * 86_400_000).toISOString().slice(0, 10);
}

const HOUR = 52;

/** The place on the screen of a time of day in a lane of the day's grid, which is scrolled to its top. */
async function placeOf(lane: Locator, hour: number) {
  await answers(lane.page());
  await lane.evaluate((element) => element.closest("section")!.scrollTo(0, 0));
  const box = (await lane.boundingBox())!;
  return { x: box.x + box.width / 2, y: box.y + (hour - 6) * HOUR + 2 };
}

async function drag(page: Page, from: { x: number; y: number }, to: { x: number; y: number }) {
  await answers(page);
  await page.mouse.move(from.x, from.y);
  await page.mouse.down();
  await page.mouse.move(from.x, from.y + 12, { steps: 3 });
  await page.mouse.move(to.x, to.y, { steps: 8 });
}

/** Draws a slot in a lane, and books it from the dialog. */
async function draw(page: Page, lane: Locator, from: number, to: number, client: string) {
  await drag(page, await placeOf(lane, from), await placeOf(lane, to));
  await page.mouse.up();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Client").and(page.locator("input")).fill(client);
  await page.getByRole("option").first().click();
  const name = await dialog.getByLabel("Client").and(page.locator("input")).inputValue();
  await dialog.getByRole("button", { name: "Réserver la séance" }).click();
  await expect(page.getByText("La séance est réservée.").last()).toBeVisible();
  await expect(dialog).toBeHidden();
  return name;
}

test("a slot is drawn, moved onto another and refused with the reason, moved elsewhere and undone", async ({
  page,
}) => {
  test.slow();
  const day = aFarTuesday();
  await signIn(page, "owner@lumiere.test", `/s/lumiere/sessions?day=${day}`);
  const lanes = page.locator("[data-lane]");
  const [cabin, mix] = [lanes.nth(0), lanes.nth(1)];
  const blocks = page.locator("[data-session]");
  const first = await draw(page, cabin, 8, 10, "a");
  await expect(cabin.locator("[data-session]")).toContainText("8 h–10 h");
  await draw(page, cabin, 12, 14, "e");
  await expect(blocks).toHaveCount(2);
  await expectAccessible(page);

  // Onto the first: the ghost says what stands there before it is dropped, and the studio after.
  const second = cabin.getByRole("link", { name: "12 h–14 h" });
  const grip = (await second.boundingBox())!;
  await drag(
    page,
    { x: grip.x + 40, y: grip.y + 20 },
    { x: grip.x + 40, y: grip.y + 20 - 3 * HOUR },
  );
  const ghost = page.locator("[data-ghost=clash]");
  await expect(ghost).toContainText("9 h–11 h");
  await expect(ghost).toContainText(`Pris : ${first}, 8 h–10 h`);
  await page.mouse.up();
  const refusal = page.getByRole("dialog");
  await expect(refusal).toContainText("Ce créneau est déjà pris : Cabine B");
  await expect(refusal).toContainText(first);
  await expect(page.getByText("La séance est réservée.")).toHaveCount(0);
  await expectAccessible(page);
  await expect(cabin.locator("[data-session]").nth(1)).toContainText("12 h–14 h");

  // What is free instead is one press away.
  await refusal.getByRole("button", { name: "Mix 1" }).click();
  await expect(mix.getByRole("link", { name: "9 h–11 h" })).toBeVisible();
  await page.getByRole("button", { name: "Annuler", exact: true }).last().click();
  await expect(second).toBeVisible();
  await expect(page.locator("[aria-busy=true]")).toHaveCount(0);
  await page.reload();
  await answers(page);
  await expect(cabin.getByRole("link", { name: "12 h–14 h" })).toBeVisible();

  // By its end it is made longer.
  const box = (await second.boundingBox())!;
  await drag(
    page,
    { x: box.x + 40, y: box.y + box.height - 2 },
    { x: box.x + 40, y: box.y + box.height - 2 + HOUR },
  );
  await page.mouse.up();
  await expect(cabin.getByRole("link", { name: "12 h–15 h" })).toBeVisible();
  await expect(page.locator("[aria-busy=true]")).toHaveCount(0);

  // Escape lets go of a drag.
  const last = (await cabin.getByRole("link", { name: "12 h–15 h" }).boundingBox())!;
  await drag(page, { x: last.x + 40, y: last.y + 30 }, { x: last.x + 40, y: last.y + 130 });
  await page.keyboard.press("Escape");
  await page.mouse.up();
  await expect(page.locator("[data-ghost]")).toHaveCount(0);
  await page.reload();
  await expect(cabin.getByRole("link", { name: "12 h–15 h" })).toBeVisible();
});

test("the keyboard alone books, moves, lengthens and finds its way in a calendar", async ({
  page,
}) => {
  test.slow();
  const day = aFarTuesday();
  await signIn(page, "owner@lumiere.test", `/s/lumiere/sessions?day=${day}`);
  await page.getByRole("link", { name: /Réserver Mix 1/ }).focus();
  await page.keyboard.press("Enter");
  await page.getByLabel("Client").and(page.locator("input")).focus();
  await page.keyboard.type("a");
  await expect(page.getByRole("option").first()).toBeVisible();
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await page.getByLabel("À", { exact: true }).fill("12:00");
  await page.keyboard.press("Enter");
  await expect(page.getByText("Confirmée")).toBeVisible();

  await page.goto(`/s/lumiere/sessions?day=${day}`);
  await answers(page);
  const mix = page.locator("[data-lane]").nth(1);
  await mix.getByRole("link", { name: "10 h–12 h" }).focus();
  for (const key of ["Shift+ArrowDown", "Shift+ArrowDown", "Alt+ArrowDown", "Shift+ArrowRight"]) {
    await page.keyboard.press(key);
  }
  await expect(page.getByRole("status").first()).toContainText("10 h 30–12 h 45, Studio A, libre");
  await page.keyboard.press("Enter");
  const studioA = page.locator("[data-lane]").nth(2);
  const moved = studioA.getByRole("link", { name: "10 h 30–12 h 45" });
  await expect(moved).toBeVisible();

  await moved.focus();
  await page.keyboard.press("Space");
  const dialog = page.getByRole("dialog");
  await expectAccessible(page);
  await dialog.getByLabel("À", { exact: true }).fill("14:00");
  await dialog.getByLabel("De", { exact: true }).fill("13:00");
  await page.keyboard.press("Enter");
  await expect(studioA.getByRole("link", { name: "13 h–14 h" })).toBeVisible();

  for (const [key, view] of [
    ["m", "month"],
    ["a", "agenda"],
    ["p", "timeline"],
    ["w", "week"],
    ["d", "day"],
  ]) {
    await page.keyboard.press(key!);
    await expect(page).toHaveURL(new RegExp(`[?&]${view}=${day}`));
  }
  await page.keyboard.press("ArrowRight");
  await expect(page).not.toHaveURL(new RegExp(day));
});

test("a timeline shows who is booked, and hands a session over", async ({ page }) => {
  test.slow();
  const day = aFarTuesday();
  const start = new URLSearchParams({ start: `${day}T10:00`, end: `${day}T16:00` });
  await signIn(page, "owner@lumiere.test", `/s/lumiere/sessions/new?${start.toString()}`);
  await page.getByLabel("Client").and(page.locator("input")).fill("a");
  await page.getByRole("option").first().click();
  await page.getByPlaceholder("Ajouter une personne").fill("Simon");
  await page.getByRole("option").first().click();
  await page.getByRole("button", { name: "Réserver la séance" }).click();
  await expect(page.getByText("Confirmée")).toBeVisible();

  await page.goto(`/s/lumiere/sessions?timeline=${day}&by=person`);
  await answers(page);
  const block = page.locator("[data-session]");
  await expect(block).toHaveCount(1);
  await expectAccessible(page);
  const rows = page.locator("[data-lane]");
  const own = page.locator("[data-lane]", { has: page.locator("[data-session]") });
  const before = await own.getAttribute("data-lane");
  const box = (await block.boundingBox())!;
  const target = (await rows.first().boundingBox())!;
  await drag(page, { x: box.x + 20, y: box.y + 10 }, { x: box.x + 20, y: target.y + 12 });
  await page.mouse.up();
  await expect(own).toHaveAttribute("data-lane", (await rows.first().getAttribute("data-lane"))!);
  expect(await own.getAttribute("data-lane")).not.toBe(before);

  await page.goto(`/s/lumiere/sessions?month=${day}`);
  await answers(page);
  await expectAccessible(page);
  const cell = page.locator(`[data-lane="${day}"]`);
  await expect(cell.locator("[data-session]")).toHaveCount(1);
  const chip = (await cell.locator("[data-session]").boundingBox())!;
  const next = (await page.locator(`[data-lane="${day}"] + [data-lane]`).boundingBox())!;
  await drag(page, { x: chip.x + 20, y: chip.y + 8 }, { x: next.x + 30, y: next.y + 60 });
  await page.mouse.up();
  await expect(
    page.locator(`[data-lane="${day}"] + [data-lane]`).locator("[data-session]"),
  ).toHaveCount(1);
  await expect(cell.locator("[data-session]")).toHaveCount(0);
  await page.goto(`/s/lumiere/sessions?agenda=${day}`);
  await expect(page.getByText("10 h–16 h")).toBeVisible();
  await expectAccessible(page);
});

test("on the week's board a session goes to another day and room at its time", async ({ page }) => {
  test.slow();
  const day = aFarTuesday();
  await signIn(page, "owner@lumiere.test", `/s/lumiere/sessions?day=${day}`);
  await draw(page, page.locator("[data-lane]").first(), 8, 10, "a");
  await page.goto(`/s/lumiere/sessions?week=${day}`);
  await answers(page);
  const board = page.getByRole("table");
  const block = board.getByRole("link", { name: "8 h–10 h" });
  const cellOf = (row: number, column: number) =>
    board.getByRole("row").nth(row).getByRole("cell").nth(column);
  const box = (await block.boundingBox())!;
  const target = (await cellOf(2, 3).boundingBox())!;
  await drag(page, { x: box.x + 30, y: box.y + 12 }, { x: target.x + 40, y: target.y + 40 });
  await expect(page.locator("[data-ghost=free]")).toHaveCount(1);
  await page.mouse.up();
  await expect(cellOf(2, 3).getByRole("link", { name: "8 h–10 h" })).toBeVisible();
  await expect(page.locator("[aria-busy=true]")).toHaveCount(0);

  await block.focus();
  for (const key of ["Shift+ArrowLeft", "Shift+ArrowUp", "Alt+ArrowDown", "Enter"]) {
    await page.keyboard.press(key);
  }
  await expect(cellOf(1, 2).getByRole("link", { name: "8 h–10 h 15" })).toBeVisible();
});

test("on a phone every view fits, and a finger that rests moves a session", async ({ browser }) => {
  test.slow();
  const phone = await browser.newContext({
    viewport: { width: 390, height: 844 },
    hasTouch: true,
    isMobile: true,
  });
  const page = await phone.newPage();
  const day = aFarTuesday();
  await signIn(page, "owner@lumiere.test", `/s/lumiere/sessions?day=${day}`);
  for (const view of ["day", "week", "month", "agenda", "timeline"]) {
    await page.goto(`/s/lumiere/sessions?${view}=${day}`);
    const width = await page.evaluate(() => document.documentElement.scrollWidth);
    expect(width, view).toBeLessThanOrEqual(390);
    await expectAccessible(page);
  }

  const start = new URLSearchParams({ start: `${day}T10:00`, end: `${day}T12:00` });
  await page.goto(`/s/lumiere/sessions/new?${start.toString()}`);
  await page.getByLabel("Client").and(page.locator("input")).fill("a");
  await page.getByRole("option").first().click();
  await page.getByRole("button", { name: "Réserver la séance" }).click();
  await expect(page.getByText("Confirmée")).toBeVisible();
  await page.goto(`/s/lumiere/sessions?day=${day}`);
  await answers(page);
  const block = page.locator("[data-session]");
  await expect(block).toContainText("10 h–12 h");
  const box = (await block.boundingBox())!;
  const finger = await phone.newCDPSession(page);
  const touch = (type: "touchStart" | "touchMove" | "touchEnd", y?: number) =>
    finger.send("Input.dispatchTouchEvent", {
      type,
      touchPoints: y === undefined ? [] : [{ x: box.x + 40, y }],
    });
  // One that moves at once scrolls.
  await touch("touchStart", box.y + 20);
  await touch("touchMove", box.y + 60);
  await touch("touchEnd");
  await expect(page.locator("[data-ghost]")).toHaveCount(0);
  // Until the page stands still.
  await block.click({ trial: true });
  const at = (await block.boundingBox())!.y + 20;
  await touch("touchStart", at);
  await expect(page.locator("[data-ghost]")).toHaveCount(1);
  await touch("touchMove", at + HOUR);
  await touch("touchMove", at + 2 * HOUR);
  await touch("touchEnd");
  await expect(block).toContainText("12 h–14 h");
  await expect(page).toHaveURL(new RegExp(`day=${day}`));
  await phone.close();
});
