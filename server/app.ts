// The app as the server sees it. Bundled with the routes, so that a context key is one object in
// both; it keeps no state of its own, since in development it is evaluated anew at each change.
import { createRequestHandler, RouterContextProvider } from "react-router";
import { log } from "#app/lib/log.server.ts";
import { environmentContext, platformContext } from "#app/identity/platform-context.server.ts";
import type { AdminUrls } from "#db/clusters.server.ts";
import type { Environment } from "#db/environment.server.ts";
import { checkHealth, type Health, platformChecks } from "#db/health.server.ts";
import { watchPlatform } from "#db/moves/watchdog.server.ts";
import { openPlatform } from "#db/platform.server.ts";

const route = createRequestHandler(
  () => import("virtual:react-router/server-build"),
  process.env.NODE_ENV,
);

export type Services = Awaited<ReturnType<typeof start>>;

/** Opens what requests need. The caller keeps it, hands it back with each request, and stops it. */
export async function start(environment: Environment, adminUrls: AdminUrls) {
  const platform = await openPlatform({ adminUrls, secretsKey: environment.secretsKey });
  const watchdog = watchPlatform(platform, (error) => log.error(error, "the watchdog failed"));
  return { environment, platform, watchdog };
}

export async function stop({ platform, watchdog }: Services): Promise<void> {
  await watchdog.stop();
  await platform.close();
}

export function health({ platform }: Services): Promise<Health> {
  return checkHealth(platformChecks(platform));
}

export function handle(request: Request, services: Services): Promise<Response> {
  const context = new RouterContextProvider();
  context.set(environmentContext, services.environment);
  context.set(platformContext, services.platform);
  return route(request, context);
}
