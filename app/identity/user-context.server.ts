import { createContext, type MiddlewareFunction, type RouterContextProvider } from "react-router";
import { environmentContext, platformContext } from "./platform-context.server.ts";
import { signInCookie } from "./sign-in-cookie.server.ts";
import { findSignedInUser } from "./sign-ins.server.ts";
import type { User } from "./user.ts";

/** Who asks; null where nobody is signed in. */
export const userContext = createContext<User | null>();

/** What a browser accepts where it opens a stream of events. */
export const EVENT_STREAM = "text/event-stream";

/** Sets `userContext` for every route. */
export const identify: MiddlewareFunction<Response> = async ({ request, context }, next) => {
  const secret = await signInSecret(request, context);
  // What a page that is left open asks for by itself, for as long as it is open, keeps nobody signed in.
  const isUse = request.headers.get("Accept") !== EVENT_STREAM;
  const { control } = context.get(platformContext);
  const user = secret && (await findSignedInUser(control, secret, { isUse }));
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
