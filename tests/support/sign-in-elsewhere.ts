import { eq } from "drizzle-orm";
import { afterAll, beforeEach } from "vitest";
import { users } from "#db/schema/control/index.ts";
import type { ProviderName } from "#app/identity/oauth/provider.ts";
import { signInElsewhere } from "#app/identity/oauth/sign-in-elsewhere.server.ts";
import { type Answer, answerOfProvider } from "./openid-browser.ts";
import { openIdProvider } from "./openid-provider.ts";
import { testPlatform } from "./platform.ts";
import { requestContext } from "./request-context.ts";

export const APP = "https://studios.test";

/** An installation of the test file's own, and a provider that it signs in by. Call it once, at the top. */
export async function signInsElsewhere() {
  const { platform } = await testPlatform();
  const { control } = platform;
  const provider = await openIdProvider(APP);
  afterAll(() => provider.close());
  beforeEach(() => {
    provider.wish.forgery = provider.wish.garbage = undefined;
  });

  const contextFor = (variables: Record<string, string> = provider.variables) =>
    requestContext(platform, undefined, variables);

  /** Presses the button; the browser keeps the cookie and is led to the provider. */
  async function begin(name: ProviderName, returnTo = "", variables = provider.variables) {
    const body = new URLSearchParams({ returnTo });
    const request = new Request(`${APP}/sign-in/with/${name}`, { method: "POST", body });
    const response = await signInElsewhere(contextFor(variables), request, name);
    return { response, location: response.headers.get("Location")!, cookie: cookieOf(response) };
  }

  /** Brings the provider's answer to the callback. */
  function finish(name: ProviderName, { url, form }: Answer, cookie: string) {
    const request = new Request(url, {
      method: form ? "POST" : "GET",
      ...(form && { body: form }),
      headers: { Cookie: cookie },
    });
    return signInElsewhere(contextFor(), request, name);
  }

  async function signInAs(account: string, name: ProviderName = "google", returnTo = "") {
    const { location, cookie } = await begin(name, returnTo);
    return finish(name, await answerOfProvider(location, account), cookie);
  }

  const findUser = async (email: string) =>
    (await control.select().from(users).where(eq(users.email, email)))[0];

  return { control, provider, contextFor, begin, finish, signInAs, findUser };
}

export const wayOf = (response: Response) => response.headers.get("Location");

export const isSignedIn = (response: Response) =>
  response.headers.getSetCookie().some((cookie) => cookie.startsWith("__Host-sign-in="));

const cookieOf = (response: Response) => response.headers.getSetCookie()[0]?.split(";")[0] ?? "";
