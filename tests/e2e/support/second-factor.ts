import { expect, type Page } from "@playwright/test";
import { Secret, TOTP } from "otpauth";

/** What an authenticator app does: it keeps the key, and shows codes that work once each. */
export type Authenticator = { code(): string };

/** Reads the key from the page that sets up the second factor, and confirms it. Returns the recovery codes too. */
export async function setUpSecondFactor(
  page: Page,
): Promise<{ app: Authenticator; recoveryCodes: string[] }> {
  const key = await page.getByRole("code").innerText();
  const app = authenticator(key.replaceAll(" ", ""));
  await page.getByLabel("Code à six chiffres").fill(app.code());
  await page.getByRole("button", { name: "Activer" }).click();
  const list = page.getByRole("list", { name: "Vos codes de secours" });
  await expect(list.getByRole("listitem")).toHaveCount(10);
  return { app, recoveryCodes: await list.getByRole("listitem").allInnerTexts() };
}

// The first code is of the step before: each is of the next one, which a clock that runs ahead may show.
function authenticator(key: string): Authenticator {
  const secret = Secret.fromBase32(key);
  let timestamp = Date.now() - 30_000;
  return {
    code() {
      const code = TOTP.generate({ secret, timestamp });
      timestamp += 30_000;
      return code;
    },
  };
}
