import { createServer, type Server } from "node:http";
import { foreignForms } from "#app/identity/oauth/providers.server.ts";
import { log } from "#app/lib/log.server.ts";
import type { AdminUrls } from "#db/clusters.server.ts";
import type { Environment } from "#db/environment.server.ts";
import { builtApplication, sourceApplication } from "./application.ts";
import { trackResponses } from "./drain.ts";
import { requestListener } from "./listener.ts";

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
  server.on(
    "request",
    requestListener({ environment, application, services, log, ...foreignForms(environment) }),
  );
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
