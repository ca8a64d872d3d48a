import { redirect, type RouterContextProvider } from "react-router";
import { userContext } from "#app/identity/user-context.server.ts";
import { notFound } from "#app/lib/found.ts";

/** Who is no operator of the platform finds nothing here; who is not signed in is asked to, first. */
export function requireOperator(context: Readonly<RouterContextProvider>, returnTo: string): void {
  const user = context.get(userContext);
  if (!user) throw redirect(`/sign-in?${new URLSearchParams({ returnTo })}`);
  if (!user.isOperator) throw notFound();
}
