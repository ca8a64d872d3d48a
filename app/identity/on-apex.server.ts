import { type MiddlewareFunction, redirect } from "react-router";
import { notFound } from "#app/lib/found.ts";
import { meaningOfHost } from "#app/lib/host.ts";
import { environmentContext } from "./platform-context.server.ts";

/** A studio's own host has that studio alone: what is about all of them is on the apex. */
export const onApex: MiddlewareFunction<Response> = ({ request, url, context }, next) => {
  const { appDomain, appUrl } = context.get(environmentContext);
  const host = meaningOfHost(request.headers.get("Host") ?? "", appDomain);
  if (host.kind !== "studio") return next();
  if (request.method !== "GET" && request.method !== "HEAD") throw notFound();
  throw redirect(appUrl + url.pathname + url.search);
};
