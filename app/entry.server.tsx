import { isbot } from "isbot";
import { renderToReadableStream } from "react-dom/server";
import {
  type EntryContext,
  type HandleErrorFunction,
  isRouteErrorResponse,
  ServerRouter,
} from "react-router";
import { log } from "./lib/log.server.ts";
import { maskedPath } from "./lib/mask.ts";
import { nonceHeader } from "./lib/nonce.ts";
import { NonceContext } from "./ui/nonce.ts";

/** How long a page may wait for what it streams. */
export const streamTimeout = 5_000;

// No context is read here: middleware does not run for an address that no route matches, or for
// OPTIONS, and what throws here ends in no page at all.
export default async function handleRequest(
  request: Request,
  status: number,
  headers: Headers,
  routerContext: EntryContext,
): Promise<Response> {
  headers.set("Content-Type", "text/html; charset=utf-8");
  if (request.method === "HEAD") return new Response(null, { status, headers });

  const nonce = request.headers.get(nonceHeader) ?? undefined;
  // After the streamed data's own timeout, so that its refusal still reaches the page.
  const timeout = AbortSignal.timeout(streamTimeout + 1_000);
  let failed = false;
  const body = await renderToReadableStream(
    <NonceContext value={nonce}>
      <ServerRouter context={routerContext} url={request.url} nonce={nonce} />
    </NonceContext>,
    {
      nonce,
      signal: AbortSignal.any([request.signal, timeout]),
      onError(error: unknown) {
        failed = true;
        if (!request.signal.aborted) log.error(lineOf(request, error), "a page failed");
      },
    },
  );
  // A reader that is no person takes the page whole.
  if (isbot(request.headers.get("User-Agent"))) await body.allReady;
  return new Response(body, { status: failed ? 500 : status, headers });
}

/** What loaders and actions throw; answers that they throw are no errors. */
export const handleError: HandleErrorFunction = (error, { request }) => {
  if (request.signal.aborted || isRouteErrorResponse(error)) return;
  log.error(lineOf(request, error), "a request failed");
};

function lineOf({ headers, method, url }: Request, err: unknown) {
  return { requestId: headers.get("X-Request-Id"), method, path: maskedPath(url), err };
}
