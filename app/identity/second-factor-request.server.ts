import type { RouterContextProvider } from "react-router";
import { environmentContext, platformContext } from "./platform-context.server.ts";
import type { SecondFactorWork } from "./second-factor.server.ts";
import { signInCookie } from "./sign-in-cookie.server.ts";
import { findPendingSignIn } from "./sign-ins.server.ts";
import { signInSecret, userContext } from "./user-context.server.ts";
import { visitorContext } from "./visitor.server.ts";

type Context = Readonly<RouterContextProvider>;

/** Whose second factor a request is about: who is signed in, or about to be; null where nobody is. */
export async function findPersonOf(context: Context, request: Request) {
  const user = context.get(userContext);
  if (user) return { ...user, isPending: false };
  const secret = await signInSecret(request, context);
  const pending = secret && (await findPendingSignIn(context.get(platformContext).control, secret));
  return pending ? { ...pending, hasSecondFactor: false, isPending: true } : null;
}

export function secondFactorWork(
  context: Context,
  { id: userId, signInId, isPending }: { id: string; signInId: string; isPending: boolean },
): SecondFactorWork {
  const { control, seals } = context.get(platformContext);
  const { appUrl } = context.get(environmentContext);
  return {
    control,
    seals,
    visitor: context.get(visitorContext),
    appUrl,
    userId,
    signInId,
    isPending,
  };
}

/** The header that gives the browser its sign-in's new secret. */
export async function newSecretHeader(context: Context, secret: string) {
  const cookie = signInCookie(context.get(environmentContext));
  return { "Set-Cookie": await cookie.serialize(secret) };
}
