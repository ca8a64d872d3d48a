import { existsSync } from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";
import type { IncomingMessage, Server, ServerResponse } from "node:http";
import sirv from "sirv";
import type * as app from "./app.ts";

export type App = typeof app;

/** Where the app's code and its assets come from. */
export type Application = {
  /** The code of this moment: in development it changes under a running server. */
  app(): Promise<App>;
  /** Answers what is an asset, and calls `next` for the rest. */
  assets(request: IncomingMessage, response: ServerResponse, next: () => void): void;
  close(): Promise<void>;
};

/** What `npm run build` has made. */
export async function builtApplication(): Promise<Application> {
  const bundle = path.resolve("build/server/index.js");
  if (!existsSync(bundle)) throw new Error("There is no build: run `npm run build` first.");
  const app = (await import(pathToFileURL(bundle).href)) as App;
  const files = sirv("build/client", {
    etag: true,
    setHeaders(response, pathname) {
      // A built asset's name holds its hash: what it names never changes.
      const forever = pathname.startsWith("/assets/");
      const age = forever ? "public, max-age=31536000, immutable" : "public, max-age=3600";
      response.setHeader("Cache-Control", age);
    },
  });
  return { app: async () => app, assets: files, close: async () => {} };
}

/** The sources, with hot reload; Vite speaks to the browser through the server itself. */
export async function sourceApplication(server: Server): Promise<Application> {
  const { createServer } = await import("vite");
  const vite = await createServer({
    appType: "custom",
    server: { middlewareMode: { server }, hmr: { server } },
  });
  return {
    app: async () => (await vite.ssrLoadModule("./server/app.ts")) as App,
    assets: vite.middlewares,
    close: () => vite.close(),
  };
}
