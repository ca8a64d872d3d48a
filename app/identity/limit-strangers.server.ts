import { createContext, data, type MiddlewareFunction } from "react-router";
import { addressKey, type RateLimit } from "#app/lib/rate-limit.ts";
import { userContext } from "./user-context.server.ts";
import { visitorContext } from "./visitor.server.ts";

/** How often an address may change something without being signed in: a person's typing, ten times over. */
export const STRANGERS_PER_MINUTE = 60;

/** The server keeps one for all requests. */
export const strangersContext = createContext<RateLimit>();

/** Before any route, after `identify`: what a stranger sends is turned away where it comes too fast. */
export const limitStrangers: MiddlewareFunction<Response> = ({ request, context }, next) => {
  const isRead = ["GET", "HEAD", "OPTIONS"].includes(request.method);
  if (isRead || context.get(userContext)) return next();
  const { address } = context.get(visitorContext);
  const seconds = context.get(strangersContext).take(addressKey(address), performance.now());
  if (seconds === 0) return next();
  throw data(null, { status: 429, headers: { "Retry-After": String(seconds) } });
};
