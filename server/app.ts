// The app as the server sees it. Bundled with the routes, so that a context key is one object in
// both; it keeps no state of its own, since in development it is evaluated anew at each change.
import { createRequestHandler, RouterContextProvider } from "react-router";
import { environmentContext, platformContext } from "#app/identity/platform-context.server.ts";
import { visitorContext } from "#app/identity/visitor.server.ts";
import { startJobs } from "#app/jobs.server.ts";
import type { AdminUrls } from "#db/clusters.server.ts";
import type { Environment } from "#db/environment.server.ts";
import { checkHealth, type Health, platformChecks } from "#db/health.server.ts";
import { openPlatform } from "#db/platform.server.ts";

const route = createRequestHandler(
  () => import("virtual:react-router/server-build"),
  process.env.NODE_ENV,
);

export type Services = Awaited<ReturnType<typeof start>>;

/** Opens what requests need. The caller keeps it, hands it back with each request, and stops it. */
export async function start(environment: Environment, adminUrls: AdminUrls) {
  const platform = await openPlatform({ adminUrls, secretsKey: environment.secretsKey });
  return { environment, platform, jobs: startJobs(environment, platform) };
}

export async function stop({ platform, jobs }: Services): Promise<void> {
  await jobs.stop();
  await platform.close();
}

export function health({ platform }: Services): Promise<Health> {
  return checkHealth(platformChecks(platform));
}

/** `address` is the client's, as the trusted proxy says where there is one. */
export function handle(request: Request, address: string, services: Services): Promise<Response> {
  const context = new RouterContextProvider();
  context.set(visitorContext, {
    address: address || null,
    userAgent: request.headers.get("User-Agent"),
    requestId: request.headers.get("X-Request-Id") ?? "",
  });
  context.set(environmentContext, services.environment);
  context.set(platformContext, services.platform);
  return route(request, context);
}
