import { createHash } from "node:crypto";
import { z } from "zod";
import type { Environment } from "#db/environment.server.ts";
import { SealBroken, type Seals } from "#db/seals.ts";
import { newSecret } from "../secrets.server.ts";
import { attemptCookie } from "../sign-in-cookie.server.ts";
import { safeReturnTo } from "../user.ts";
import type { OpenIdProvider } from "./providers.server.ts";

/** Signing in elsewhere, from the press of the button to the provider's answer. */
export type Attempt = z.infer<typeof attemptSchema>;

const LIFETIME_MS = 600_000;

/** A longer way back does not fit beside the rest: browsers drop a cookie of more than 4096 bytes. */
const RETURN_TO_LIMIT = 1_024;

const attemptSchema = z.object({
  /** Comes back with the answer: it is this browser's own attempt (RFC 6749, 10.12). */
  state: z.string(),
  /** Comes back in the token: it was made for this attempt (OpenID Connect Core 1.0, 15.5.2). */
  nonce: z.string(),
  /** Goes with the code: whoever else has got hold of that has not this (RFC 7636). */
  verifier: z.string(),
  returnTo: z.string(),
  until: z.number(),
});

export function newAttempt(returnTo: unknown, now: number): Attempt {
  const wished = typeof returnTo === "string" ? safeReturnTo(returnTo, "") : "";
  return {
    state: newSecret(),
    nonce: newSecret(),
    verifier: newSecret(),
    returnTo: wished.length > RETURN_TO_LIMIT ? "" : wished,
    until: now + LIFETIME_MS,
  };
}

/** The S256 of RFC 7636, 4.2. */
export function challengeOf({ verifier }: Attempt): string {
  return createHash("sha256").update(verifier).digest("base64url");
}

/**
 * The browser keeps the attempt, sealed, for one provider. Every answer to a callback takes it away; a
 * copy of it is worth no more, since the provider takes its code once (RFC 6749, 4.1.2).
 */
export function attemptKeeper(
  environment: Pick<Environment, "appUrl">,
  seals: Pick<Seals, "seal" | "open">,
  { name, responseMode }: Pick<OpenIdProvider, "name" | "responseMode">,
) {
  const purpose = `sign-in-with:${name}`;
  const cookie = attemptCookie(environment, name, {
    maxAge: LIFETIME_MS / 1000,
    isPosted: responseMode === "form_post",
  });
  return {
    /** The Set-Cookie that keeps it. */
    keep: (attempt: Attempt): Promise<string> =>
      cookie.serialize(seals.seal(JSON.stringify(attempt), purpose).toString("base64url")),
    /** The Set-Cookie that takes it away. */
    drop: (): Promise<string> => cookie.serialize("", { maxAge: 0 }),
    /** Undefined where there is none, or it is too old, or none that we have sealed. */
    async find(request: Request, now: number): Promise<Attempt | undefined> {
      const value: unknown = await cookie.parse(request.headers.get("Cookie"));
      if (typeof value !== "string" || value === "") return undefined;
      const attempt = unsealed(() => seals.open(Buffer.from(value, "base64url"), purpose));
      return attempt && attempt.until > now ? attempt : undefined;
    },
  };
}

function unsealed(open: () => string): Attempt | undefined {
  try {
    return attemptSchema.parse(JSON.parse(open()));
  } catch (error) {
    if (error instanceof SealBroken) return undefined;
    throw error;
  }
}
