import { AxeBuilder } from "@axe-core/playwright";
import { expect, test as base, type Page } from "@playwright/test";

export { expect };

/** Playwright's `test`; an error in the page, thrown or printed, fails it. */
export const test = base.extend({
  page: async ({ page }, provide) => {
    const errors: string[] = [];
    page.on("pageerror", (error) => errors.push(error.stack ?? error.message));
    page.on("console", (message) => {
      // Chromium prints each answer of 400 and above; a journey asserts those that matter to it.
      if (message.type() !== "error" || message.text().startsWith("Failed to load resource"))
        return;
      errors.push(message.text());
    });
    await provide(page);
    expect(errors, "errors in the page").toEqual([]);
  },
});

/** The page as it stands meets WCAG 2.2 AA, as far as a machine can tell. */
export async function expectAccessible(page: Page): Promise<void> {
  const tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];
  await page.evaluate(settle);
  const { violations } = await new AxeBuilder({ page }).withTags(tags).analyze();
  const found = violations.flatMap(({ id, help, nodes }) =>
    nodes.map(({ target }) => `${id}: ${help} (${target.join(" ")})`),
  );
  expect(found, "accessibility").toEqual([]);
}

/** Until nothing fades or slides any more: half faded, words have half their contrast. Runs in the page. */
async function settle() {
  const ending = document
    .getAnimations()
    .filter((it) => it.effect?.getComputedTiming().iterations !== Infinity);
  await Promise.allSettled(ending.map((it) => it.finished));
}

/** Signs in as one of the demo's people, or with a password of its own, and goes on to `path`. */
export async function signIn(
  page: Page,
  email: string,
  path: string,
  password = "demo-studio-2026",
): Promise<void> {
  await page.goto(`/sign-in?${new URLSearchParams({ returnTo: path }).toString()}`);
  await page.getByLabel("E-mail").fill(email);
  await page.getByLabel("Mot de passe").fill(password);
  await page.getByRole("button", { name: "Se connecter" }).click();
  await page.waitForURL(`**${path}`);
}

/** The page's scripts answer: what is pressed before is kept, what is dragged is not. */
export async function answers(page: Page): Promise<void> {
  await page.waitForFunction(() => document.body !== null && !("earlyPress" in window));
}
