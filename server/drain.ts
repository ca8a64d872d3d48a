import type { Server, ServerResponse } from "node:http";

/** Lets a server end without cutting off anyone. */
export function trackResponses(server: Server) {
  const open = new Set<ServerResponse>();
  let draining = false;
  server.on("request", (_request, response) => {
    open.add(response);
    if (draining) response.setHeader("Connection", "close");
    response.once("close", () => {
      open.delete(response);
      // Its connection would else be kept for the browser's next request.
      if (draining) setImmediate(() => server.closeIdleConnections());
    });
  });

  /** No new connection, event streams ended, answers under way finished; cut off at the deadline. */
  return async function drain(deadlineMs: number): Promise<void> {
    draining = true;
    const closed = new Promise((resolve) => server.close(resolve));
    for (const response of open) {
      const type = response.getHeader("Content-Type");
      if (String(type).startsWith("text/event-stream")) response.end();
      else if (!response.headersSent) response.setHeader("Connection", "close");
    }
    const timer = setTimeout(() => server.closeAllConnections(), deadlineMs);
    await closed;
    clearTimeout(timer);
  };
}
