import { gzipSync } from "node:zlib";
import type { BrowserContext } from "@playwright/test";

export type Fetched = { bytes: number; sent: number; gzipped: number };

/** Fetches a page, or the `.data` of one, as the browser that is signed in would; without rendering it. */
export async function openFetcher(context: BrowserContext, origin: string) {
  const cookies = await context.cookies(origin);
  const headers = { Cookie: cookies.map(({ name, value }) => `${name}=${value}`).join("; ") };
  return async (path: string): Promise<Fetched> => {
    const response = await fetch(`${origin}${path}`, {
      headers: { ...headers, "Accept-Encoding": "gzip" },
      redirect: "manual",
    });
    if (response.status !== 200) throw new Error(`${path} answered ${response.status}`);
    const body = Buffer.from(await response.arrayBuffer());
    const isPlain = response.headers.get("Content-Encoding") === null;
    const gzipped = gzipSync(body).length;
    return { bytes: body.length, sent: isPlain ? body.length : gzipped, gzipped };
  };
}
