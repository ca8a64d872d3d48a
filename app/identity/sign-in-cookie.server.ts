import { createCookie } from "react-router";
import type { Environment } from "#db/environment.server.ts";
import type { ProviderName } from "./oauth/provider.ts";
import { LINK_MINUTES } from "./one-time-links.server.ts";
import { SIGN_IN_DAYS } from "./sign-ins.server.ts";

export function signInCookie(environment: Pick<Environment, "appUrl">) {
  return ownCookie("sign-in", SIGN_IN_DAYS * 86_400, environment);
}

/** By it the browser that signed up is known again when it opens the link in the mail. */
export function signUpCookie(environment: Pick<Environment, "appUrl">) {
  return ownCookie("sign-up", LINK_MINUTES["email-verification"] * 60, environment);
}

/** An attempt to sign in elsewhere; `isPosted` where its answer is posted by a page of the provider's. */
export function attemptCookie(
  environment: Pick<Environment, "appUrl">,
  provider: ProviderName,
  { maxAge, isPosted }: { maxAge: number; isPosted: boolean },
) {
  // A browser sends it along with such a post only so, and takes it so over https only.
  const sameSite = isPosted && environment.appUrl.startsWith("https:") ? "none" : "lax";
  return ownCookie(`sign-in-with-${provider}`, maxAge, environment, sameSite);
}

/** Of one host alone: no other host, nor a neighbour under the same domain, can set or read it. */
function ownCookie(
  name: string,
  maxAge: number,
  { appUrl }: Pick<Environment, "appUrl">,
  sameSite: "lax" | "none" = "lax",
) {
  const secure = appUrl.startsWith("https:");
  // A browser takes the prefix over https only, and then holds the cookie to its host (RFC 6265bis).
  return createCookie(secure ? `__Host-${name}` : name, {
    httpOnly: true,
    path: "/",
    sameSite,
    secure,
    maxAge,
  });
}
