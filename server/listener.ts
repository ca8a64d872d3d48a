import { randomUUID } from "node:crypto";
import type { IncomingMessage, RequestListener, ServerResponse } from "node:http";
import { type ClientAddress, createRequestListener } from "@remix-run/node-fetch-server";
import type { Log } from "#app/lib/log.server.ts";
import { maskedPath } from "#app/lib/mask.ts";
import { nonceHeader } from "#app/lib/nonce.ts";
import type { Environment } from "#db/environment.server.ts";
import type { Answer, Services } from "./app.ts";
import type { App, Application } from "./application.ts";
import { contentSecurityPolicy, newNonce } from "./csp.ts";
import { formLimit, refusalOf, securityHeaders } from "./guards.ts";

export type ListenerOptions = {
  environment: Pick<Environment, "production" | "trustProxy" | "appUrl">;
  application: Pick<Application, "assets"> & { app(): Promise<Pick<App, "handle" | "health">> };
  services: Services;
  log: Log;
  /** Whom a form's answer may lead to besides us: where people sign in elsewhere. */
  formOrigins: readonly string[];
  /** The path that such a place may post its answer to, and its origin. */
  foreignCallbacks: ReadonlyMap<string, string>;
};

/** What every request passes: named, guarded, answered with our headers, and one line in the log. */
export function requestListener(options: ListenerOptions): RequestListener {
  const { environment, application, services, log, foreignCallbacks } = options;
  const { trustProxy, appUrl, production } = environment;
  const headers = new Map(Object.entries(securityHeaders(appUrl)));
  const formOrigins = [new URL(appUrl).origin, ...options.formOrigins];

  return (request, response) => {
    const line: Line = { requestId: randomUUID(), at: performance.now() };
    logWhenAnswered(log, request, response, line);
    const nonce = newNonce();
    // Ours, whatever the client sent: what names this request in the log, and its scripts in the page.
    request.headers["x-request-id"] = line.requestId;
    request.headers[nonceHeader] = nonce;
    // A proxy that is trusted sets the headers beginning with X-Forwarded; this one it lets through.
    delete request.headers.forwarded;
    response.setHeaders(headers);
    response.setHeader("X-Request-Id", line.requestId);
    response.setHeader(
      "Content-Security-Policy",
      contentSecurityPolicy({ nonce, formOrigins, development: !production }),
    );

    const refusal = refusalOf(request, { trustProxy, bodyLimit: formLimit, foreignCallbacks });
    if (refusal) return refuse(request, response, refusal.status, refusal.reason);
    if (request.url === "/health" || request.url === "/ready") {
      line.level = "debug";
      return void answerHealth(response, application, services);
    }
    const route = createRequestListener(
      async (given: Request, client: ClientAddress) => {
        line.level = "info";
        const answer = await (await application.app()).handle(given, client.address, services);
        line.answer = answer;
        return answer.response;
      },
      {
        trustProxy,
        onError(err) {
          log.error({ requestId: line.requestId, err }, "a request failed outside the router");
        },
      },
    );
    // A file of ours is nobody's secret and one of many: it is told to who looks closer.
    line.level = "debug";
    application.assets(request, response, () => route(request, response));
  };
}

type Line = { requestId: string; at: number; level?: "info" | "debug"; answer?: Answer };

// Once the last byte has left, or the client has: a page that streams takes as long as it takes.
function logWhenAnswered(
  log: Log,
  { method, url = "" }: IncomingMessage,
  response: ServerResponse,
  line: Line,
) {
  response.once("close", () => {
    const { requestId, at, level = "info", answer } = line;
    log[level]({
      requestId,
      method,
      path: maskedPath(url),
      status: response.statusCode,
      ms: Math.round(performance.now() - at),
      user: answer?.user,
      studio: answer?.studio,
      ...(!response.writableFinished && { aborted: true }),
    });
  });
}

function refuse(request: IncomingMessage, response: ServerResponse, status: number, text: string) {
  // Read to its end, or the browser sees a broken connection in place of the answer.
  request.resume();
  response.writeHead(status, { "Content-Type": "text/plain; charset=utf-8" }).end(`${text}\n`);
}

async function answerHealth(
  response: ServerResponse,
  application: ListenerOptions["application"],
  services: Services,
) {
  const health = await (await application.app()).health(services);
  response.writeHead(health.status === "ok" ? 200 : 503, { "Content-Type": "application/json" });
  response.end(`${JSON.stringify(health)}\n`);
}
