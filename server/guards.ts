import type { IncomingMessage } from "node:http";

/** Why a request goes no further. */
export type Refusal = { status: number; reason: string };

export type GuardOptions = {
  trustProxy: boolean;
  bodyLimit: number;
  /** Which path a page of which other origin may post to: it serves nobody by who is signed in. */
  foreignCallbacks: ReadonlyMap<string, string>;
};

/** What a form may send: a megabyte. */
export const formLimit = 1_048_576;

/** What a file of clients may weigh, and a little more: whoever reads it says so in words. */
export const uploadLimit = 26 * 1_048_576;
/** Where such a file is sent to, as the path is written: on a studio's host, and under its slug. */
const uploads = /^(\/s\/[a-z0-9-]+)?\/clients\/imports\/uploads$/;

/** Undefined: the request may go on. */
export function refusalOf(request: IncomingMessage, options: GuardOptions): Refusal | undefined {
  return foreignOrigin(request, options) ?? unfitBody(request, options);
}

// A browser names the page that sends a request which changes something; a page of another host is
// turned away (React Router asks only for its own actions, not for resource routes). Programs that
// are no browser send neither header, and hold no person's cookies.
function foreignOrigin(
  { method = "GET", url = "", headers }: IncomingMessage,
  { trustProxy, foreignCallbacks }: GuardOptions,
): Refusal | undefined {
  if (["GET", "HEAD", "OPTIONS"].includes(method)) return undefined;
  const forwarded = trustProxy ? headers["x-forwarded-host"]?.toString().split(",")[0]?.trim() : "";
  const host = forwarded || headers.host;
  const refusal = { status: 403, reason: "This request comes from another site." };
  if (headers.origin !== undefined) {
    // As the path is written, to the letter: whatever else leads to the same route is turned away.
    if (method === "POST" && foreignCallbacks.get(url) === headers.origin) return undefined;
    return URL.parse(headers.origin)?.host === host ? undefined : refusal;
  }
  const site = headers["sec-fetch-site"];
  return site === undefined || site === "same-origin" || site === "none" ? undefined : refusal;
}

// Node holds a body to the length that it announces, so the announcement can be believed.
function unfitBody({ method, url = "", headers }: IncomingMessage, options: GuardOptions) {
  const bodyLimit = method === "POST" && uploads.test(url) ? uploadLimit : options.bodyLimit;
  if (headers["transfer-encoding"] !== undefined) {
    return { status: 411, reason: "A body must say its length." };
  }
  return Number(headers["content-length"] ?? 0) > bodyLimit
    ? { status: 413, reason: `This is too large: ${bodyLimit / 1_048_576} MB is the limit.` }
    : undefined;
}

/** Of every answer; an answer of the app may set its own in their place. */
export function securityHeaders(appUrl: string): Record<string, string> {
  return {
    // Whatever is not said to be for everybody is somebody's: it is kept by no cache, no browser's either.
    "Cache-Control": "no-store",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(self), geolocation=(), microphone=(), payment=()",
    "Referrer-Policy": "strict-origin-when-cross-origin",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    ...(appUrl.startsWith("https:") && { "Strict-Transport-Security": "max-age=31536000" }),
  };
}
