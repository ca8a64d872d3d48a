import { expect, type Page } from "@playwright/test";

/** The path of the link in the last mail to an address, as /dev/mail shows it. */
export async function linkMailedTo(page: Page, email: string, under: string): Promise<string> {
  await page.goto("/dev/mail");
  await page.getByRole("link", { name: email }).first().click();
  // The last of all is shown before the one that was asked for.
  await expect(page.getByRole("article")).toContainText(email);
  const letter = page.locator("pre");
  await expect(letter).toContainText(under);
  const link = (await letter.innerText())
    .match(/https?:\/\/\S+/g)
    ?.find((it) => it.includes(under));
  return new URL(link!).pathname;
}
