import { type MiddlewareFunction, redirect } from "react-router";
import { notFound } from "#app/lib/found.ts";
import type { Permission } from "./permissions.ts";
import { userContext } from "./user-context.server.ts";

/**
 * Who a route is for. Every route states it by one of the guards below, or `needs()` of tenancy, in
 * its `middleware`: a test walks all routes and fails where one states nothing.
 */
export type Access =
  | { for: "anybody" }
  | { for: "the signed in" }
  | { for: "operators" }
  /** `read` guards what is shown, `write` what is changed. */
  | { for: "members"; read?: Permission; write?: Permission };

export type Guard = MiddlewareFunction<Response> & { readonly access: Access };

export function guardOf(access: Access, check: MiddlewareFunction<Response>): Guard {
  return Object.assign(check, { access });
}

/** A page for whoever comes. It says so, so that nobody takes it for one that forgot. */
export const forAnybody = guardOf({ for: "anybody" }, (_arguments, next) => next());

/** Who is not signed in is asked to, and comes back. */
export const forTheSignedIn = guardOf({ for: "the signed in" }, ({ url, context }, next) => {
  if (!context.get(userContext)) throw toSignIn(url);
  return next();
});

/** To everybody but the platform's operators there is no such page; to them with a second factor alone. */
export const forOperators = guardOf({ for: "operators" }, ({ url, context }, next) => {
  const user = context.get(userContext);
  if (!user) throw toSignIn(url);
  if (!user.isOperator) throw notFound();
  if (!user.hasSecondFactor) throw toSecondFactor(url);
  return next();
});

/** To be thrown. */
export function toSignIn({ pathname, search }: Pick<URL, "pathname" | "search">): Response {
  return redirect(`/sign-in?${new URLSearchParams({ returnTo: pathname + search }).toString()}`);
}

/** To be thrown: where a second factor is asked for, and set up by who has none. */
export function toSecondFactor({ pathname, search }: Pick<URL, "pathname" | "search">): Response {
  const query = new URLSearchParams({ returnTo: pathname + search });
  return redirect(`/account/second-factor?${query.toString()}`);
}
