import { createCookie } from "react-router";
import type { Environment } from "#db/environment.server.ts";
import { SIGN_IN_DAYS } from "./sign-ins.server.ts";

/** Of one host alone: no other host, nor a neighbour under the same domain, can set or read it. */
export function signInCookie({ appUrl }: Pick<Environment, "appUrl">) {
  const secure = appUrl.startsWith("https:");
  // A browser takes the prefix over https only, and then holds the cookie to its host (RFC 6265bis).
  return createCookie(secure ? "__Host-sign-in" : "sign-in", {
    httpOnly: true,
    path: "/",
    sameSite: "lax",
    secure,
    maxAge: SIGN_IN_DAYS * 86_400,
  });
}
