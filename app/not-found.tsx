import { forAnybody } from "#app/identity/access.server.ts";
import { notFound } from "./lib/found.ts";

export const middleware = [forAnybody];

/** An address that no route has: a loader that throws, so that the middleware runs and the page is ours. */
export function loader() {
  throw notFound();
}

export default function NotFound() {
  return null;
}
