import { eq, sql } from "drizzle-orm";
import { redirect, type RouterContextProvider } from "react-router";
import { memberships, users } from "#db/schema/control/index.ts";
import { recordEvent } from "./events.server.ts";
import { environmentContext, platformContext } from "./platform-context.server.ts";
import { dropOfferedKey } from "./second-factor.server.ts";
import { signInCookie } from "./sign-in-cookie.server.ts";
import { type ControlWork, endSignIn, startSignIn } from "./sign-ins.server.ts";
import { signInSecret } from "./user-context.server.ts";
import { safeReturnTo } from "./user.ts";
import { visitorContext } from "./visitor.server.ts";

export type ProvedPerson = {
  userId: string;
  /** Where they were on the way to: what is no page of this host is not followed. */
  returnTo: string | null | undefined;
  /** Of the answer, besides the sign-in's cookie. */
  headers?: HeadersInit;
};

/**
 * Signs in whose first factor was proved: by password, by a link in a mail, by another provider. Where
 * the account has a second factor, or is an operator's, the sign-in is pending and the answer leads to
 * it; else to `returnTo`, or home. What the browser was signed in as before ends.
 */
export async function answerSignIn(
  context: Readonly<RouterContextProvider>,
  request: Request,
  { userId, returnTo, headers }: ProvedPerson,
): Promise<Response> {
  const { control } = context.get(platformContext);
  const visitor = context.get(visitorContext);
  const before = await signInSecret(request, context);
  const { secret, target } = await control.transaction(async (transaction) => {
    const [user] = await transaction
      .select({
        id: users.id,
        isOperator: users.isOperator,
        hasSecondFactor: sql<boolean>`${users.totpConfirmedAt} is not null`,
      })
      .from(users)
      .where(eq(users.id, userId));
    if (!user) throw new Error("who signs in has no account");
    const pending = user.isOperator || user.hasSecondFactor;
    if (before) await endSignIn(transaction, before);
    await dropOfferedKey(transaction, userId);
    const started = await startSignIn(transaction, { userId, visitor, pending });
    if (!pending) await recordEvent(transaction, visitor, { kind: "signed-in", userId });
    const home = await homeOf(transaction, user);
    const onward = pending ? secondFactorPath(returnTo) : safeReturnTo(returnTo, home);
    return { secret: started, target: onward };
  });
  const answer = new Headers(headers);
  answer.append(
    "Set-Cookie",
    await signInCookie(context.get(environmentContext)).serialize(secret),
  );
  return redirect(target, { headers: answer });
}

/** Where somebody goes who was on the way to nowhere. */
export async function homeOf(
  control: Pick<ControlWork, "select">,
  { id: userId, isOperator }: { id: string; isOperator: boolean },
): Promise<string> {
  if (!isOperator) return "/";
  const [studio] = await control
    .select({ id: memberships.studioId })
    .from(memberships)
    .where(eq(memberships.userId, userId))
    .limit(1);
  return studio ? "/" : "/operations";
}

/** The page that asks for the second factor, and leads on to `returnTo`. */
export function secondFactorPath(
  returnTo: string | null | undefined,
  part: "" | "/set-up" = "",
): string {
  const wished = safeReturnTo(returnTo, "");
  const query = wished && `?${new URLSearchParams({ returnTo: wished }).toString()}`;
  return `/sign-in/second-factor${part}${query}`;
}
