import { RouterContextProvider } from "react-router";
import { environmentContext, platformContext } from "#app/identity/platform-context.server.ts";
import { visitorContext } from "#app/identity/visitor.server.ts";
import { readEnvironment } from "#db/environment.server.ts";
import type { Platform } from "#db/platform.server.ts";

/** What the server gives to each request, for `studios.test` on https; `variables` are set besides. */
export function requestContext(
  platform: Platform,
  address = "203.0.113.7",
  variables: Record<string, string> = {},
): RouterContextProvider {
  const context = new RouterContextProvider();
  const environment = readEnvironment({
    NODE_ENV: "production",
    APP_DOMAIN: "studios.test",
    APP_URL: "https://studios.test",
    DATABASE_URL: "postgres://nobody@nowhere/none",
    SESSION_SECRET: Buffer.alloc(32, 6).toString("base64"),
    SECRETS_KEY: Buffer.alloc(32, 7).toString("base64"),
    ...variables,
  });
  context.set(environmentContext, environment);
  context.set(platformContext, platform);
  context.set(visitorContext, { address, userAgent: "Test/1.0", requestId: "t" });
  return context;
}
