import { createContext, type MiddlewareFunction, type RouterContextProvider } from "react-router";
import { environmentContext, platformContext } from "./platform-context.server.ts";
import { signInCookie } from "./sign-in-cookie.server.ts";
import { findSignedInUser } from "./sign-ins.server.ts";
import type { User } from "./user.ts";

/** Who asks; null where nobody is signed in. */
export const userContext = createContext<User | null>();

/** Sets `userContext` for every route. */
export const identify: MiddlewareFunction<Response> = async ({ request, context }, next) => {
  const secret = await signInSecret(request, context);
  const user = secret && (await findSignedInUser(context.get(platformContext).control, secret));
  context.set(userContext, user || null);
  return next();
};

/** What the browser's cookie holds, whether it is still good or not. */
export async function signInSecret(
  request: Request,
  context: Readonly<RouterContextProvider>,
): Promise<string | null> {
  const cookie = signInCookie(context.get(environmentContext));
  const secret: unknown = await cookie.parse(request.headers.get("Cookie"));
  return typeof secret === "string" ? secret : null;
}
