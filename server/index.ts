import { randomUUID } from "node:crypto";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { createRequestListener } from "@remix-run/node-fetch-server";
import { log } from "#app/lib/log.server.ts";
import type { AdminUrls } from "#db/clusters.server.ts";
import type { Environment } from "#db/environment.server.ts";
import type { Services } from "./app.ts";
import { type Application, builtApplication, sourceApplication } from "./application.ts";
import { trackResponses } from "./drain.ts";
import { formLimit, refusalOf, securityHeaders } from "./guards.ts";

export type RunningServer = {
  /** Answers what is under way, then closes all that was opened. */
  stop(): Promise<void>;
};

const drainDeadline = 10_000;

/** Serves until stopped. Throws PortInUse where the port is taken. */
export async function serve(
  environment: Environment,
  adminUrls: AdminUrls,
): Promise<RunningServer> {
  const server = createServer();
  const drain = trackResponses(server);
  const application = environment.production
    ? await builtApplication()
    : await sourceApplication(server);
  const app = await application.app();
  const services = await app.start(environment, adminUrls);
  server.on("request", requestListener(environment, application, services));
  await listen(server, environment);
  return {
    async stop() {
      // Vite holds connections to browsers that never end by themselves.
      await application.close();
      await drain(drainDeadline);
      await app.stop(services);
    },
  };
}

export class PortInUse extends Error {
  override name = "PortInUse";
  constructor(port: number) {
    super(`Port ${port} is in use: end what listens there, or choose another with PORT.`);
  }
}

/** Before a long start, so that a used port is known at once. Throws PortInUse. */
export async function expectFreePort(environment: Environment): Promise<void> {
  const probe = createServer();
  await listen(probe, environment);
  await new Promise((resolve) => probe.close(resolve));
}

function listen(server: Server, { host, port }: Environment): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once("error", (error: NodeJS.ErrnoException) =>
      reject(error.code === "EADDRINUSE" ? new PortInUse(port) : error),
    );
    server.listen({ host, port }, resolve);
  });
}

function requestListener(environment: Environment, application: Application, services: Services) {
  const { trustProxy, appUrl } = environment;
  const headers = new Map(Object.entries(securityHeaders(appUrl)));
  const route = createRequestListener(
    async (request) => (await application.app()).handle(request, services),
    {
      trustProxy,
      onError(error) {
        log.error(error, "a request failed outside the router");
      },
    },
  );

  return (request: IncomingMessage, response: ServerResponse) => {
    // Ours, whatever the client sent: it names this request in the log.
    request.headers["x-request-id"] = randomUUID();
    response.setHeaders(headers);
    response.setHeader("X-Request-Id", request.headers["x-request-id"]);

    const refusal = refusalOf(request, { trustProxy, bodyLimit: formLimit });
    if (refusal) return refuse(request, response, refusal.status, refusal.reason);
    if (request.url === "/health" || request.url === "/ready") {
      return void answerHealth(response, application, services);
    }
    application.assets(request, response, () => route(request, response));
  };
}

function refuse(request: IncomingMessage, response: ServerResponse, status: number, text: string) {
  // Read to its end, or the browser sees a broken connection in place of the answer.
  request.resume();
  response.writeHead(status, { "Content-Type": "text/plain; charset=utf-8" }).end(`${text}\n`);
}

async function answerHealth(
  response: ServerResponse,
  application: Application,
  services: Services,
) {
  const health = await (await application.app()).health(services);
  response.writeHead(health.status === "ok" ? 200 : 503, {
    "Content-Type": "application/json",
    "Cache-Control": "no-store",
  });
  response.end(`${JSON.stringify(health)}\n`);
}
