// The app as the server sees it. Bundled with the routes, so that a context key is one object in
// both; it keeps no state of its own, since in development it is evaluated anew at each change.
import { createRequestHandler, type RouterContext, RouterContextProvider } from "react-router";
import { STRANGERS_PER_MINUTE, strangersContext } from "#app/identity/limit-strangers.server.ts";
import { environmentContext, platformContext } from "#app/identity/platform-context.server.ts";
import { userContext } from "#app/identity/user-context.server.ts";
import { visitorContext } from "#app/identity/visitor.server.ts";
import { startJobs } from "#app/jobs.server.ts";
import { log } from "#app/lib/log.server.ts";
import { openRateLimit } from "#app/lib/rate-limit.ts";
import { liveContext, openLive } from "#app/tenancy/live/live.server.ts";
import { studioContext } from "#app/tenancy/studio-context.server.ts";
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
  const { secretsKey, previousKeys } = environment;
  const platform = await openPlatform({ adminUrls, secretsKey, previousKeys });
  const strangers = openRateLimit({ perMinute: STRANGERS_PER_MINUTE });
  const onError = (error: unknown) => log.error(error, "what changes cannot be told");
  const live = openLive(platform, { onError });
  return { environment, platform, jobs: startJobs(environment, platform), strangers, live };
}

export async function stop({ platform, jobs, live }: Services): Promise<void> {
  live.close();
  await jobs.stop();
  await platform.close();
}

export function health({ platform }: Services): Promise<Health> {
  return checkHealth(platformChecks(platform));
}

/** An answer, and whose request it was as far as the routes found out: a user's id, a studio's slug. */
export type Answer = { response: Response; user?: string; studio?: string };

/** `address` is the client's, as the trusted proxy says where there is one. */
export async function handle(
  request: Request,
  address: string,
  services: Services,
): Promise<Answer> {
  const context = new RouterContextProvider();
  context.set(visitorContext, {
    address: address || null,
    userAgent: request.headers.get("User-Agent"),
    requestId: request.headers.get("X-Request-Id") ?? "",
  });
  context.set(environmentContext, services.environment);
  context.set(platformContext, services.platform);
  context.set(strangersContext, services.strangers);
  context.set(liveContext, services.live);
  const response = await route(request, context);
  const user = valueOf(context, userContext)?.id;
  const studio = valueOf(context, studioContext)?.slug;
  return { response, ...(user && { user }), ...(studio && { studio }) };
}

// A context without a value can only be asked by trying: the middleware that sets it may not have run.
function valueOf<T>(context: RouterContextProvider, key: RouterContext<T>): T | undefined {
  try {
    return context.get(key);
  } catch {
    return undefined;
  }
}
