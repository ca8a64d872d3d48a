import { createPublicKey, type JsonWebKey, type KeyObject, verify } from "node:crypto";
import { z } from "zod";
import { AnswerRefused } from "./openid-problem.server.ts";

/** A public key as RFC 7517 writes it. */
export type Jwk = JsonWebKey & { kty: string; kid?: string; use?: string; alg?: string };

export type TokenHeader = { alg: keyof typeof ALGORITHMS; kid?: string | undefined };

export type IdTokenClaims = z.infer<typeof claimsSchema>;

export type Expected = {
  issuer: string;
  clientId: string;
  /** That this very attempt sent along. */
  nonce: string;
  /** Milliseconds since 1970. */
  now: number;
  findKey(header: TokenHeader): Promise<Jwk | undefined>;
};

// Asymmetric ones alone, each with its own kind of key: neither "none" nor a secret that is a public
// key can get past (RFC 8725, 3.1 and 3.2).
const ALGORITHMS = { RS256: { kty: "RSA" }, ES256: { kty: "EC" } } as const;

const LENGTH_LIMIT = 16_384;
const SKEW_SECONDS = 60;
const RSA_BITS = 2048;

const headerSchema = z.object({
  alg: z.enum(["RS256", "ES256"]),
  kid: z.string().optional(),
  // An extension that must be understood is one that we do not (RFC 7515, 4.1.11).
  crit: z.undefined().optional(),
});

const claimsSchema = z.object({
  iss: z.string(),
  sub: z.string().min(1).max(255),
  aud: z.union([z.string(), z.array(z.string())]),
  azp: z.string().optional(),
  exp: z.number(),
  iat: z.number(),
  nbf: z.number().optional(),
  nonce: z.string(),
  email: z.string().optional(),
  // Apple has written it as a string.
  email_verified: z.union([z.boolean(), z.string()]).optional(),
  name: z.string().optional(),
});

/**
 * What the token claims, once it is proved to be by the issuer, for us, for this attempt, and of now:
 * OpenID Connect Core 1.0, 3.1.3.7. Throws AnswerRefused, and what `findKey` throws.
 */
export async function verifyIdToken(token: string, expected: Expected): Promise<IdTokenClaims> {
  if (token.length > LENGTH_LIMIT) throw new AnswerRefused("it is too long");
  // Compact serialization, RFC 7515, 7.1. Node reads what is no base64url too: it is looked at here.
  const parts = /^([\w-]+)\.([\w-]+)\.([\w-]+)$/.exec(token);
  const [, header, payload, signature] = parts ?? [];
  if (!header || !payload || !signature) throw new AnswerRefused("it is no signed token");
  const head = read(headerSchema, header, "its header is not one that we take");
  await verifySignature(
    head,
    `${header}.${payload}`,
    Buffer.from(signature, "base64url"),
    expected,
  );
  const claims = read(claimsSchema, payload, "it lacks what it must claim");
  const wrong = wrongClaim(claims, expected);
  if (wrong) throw new AnswerRefused(wrong);
  return claims;
}

/** Whether a key may have signed what has this header (RFC 7517, 4.2 to 4.5). */
export function isKeyFor(key: Jwk, { alg, kid }: TokenHeader): boolean {
  if (key.kty !== ALGORITHMS[alg].kty) return false;
  if (key.use !== undefined && key.use !== "sig") return false;
  if (key.alg !== undefined && key.alg !== alg) return false;
  return kid === undefined || key.kid === kid;
}

function read<Value>(schema: z.ZodType<Value>, part: string, reason: string): Value {
  try {
    return schema.parse(JSON.parse(Buffer.from(part, "base64url").toString("utf8")));
  } catch (cause) {
    throw new AnswerRefused(reason, { cause });
  }
}

async function verifySignature(
  header: TokenHeader,
  signed: string,
  signature: Buffer,
  { findKey }: Expected,
): Promise<void> {
  const jwk = await findKey(header);
  if (!jwk || !isKeyFor(jwk, header)) throw new AnswerRefused("its key is none of the issuer's");
  const key = publicKeyOf(jwk);
  if (!isStrong(key)) throw new AnswerRefused("its key is too weak");
  // RFC 7518, 3.3 and 3.4: of ECDSA the two numbers as they are, one after the other.
  const isGenuine = verify(
    "sha256",
    Buffer.from(signed),
    { key, dsaEncoding: "ieee-p1363" },
    signature,
  );
  if (!isGenuine) throw new AnswerRefused("its signature is not the key's");
}

function publicKeyOf(jwk: Jwk): KeyObject {
  try {
    return createPublicKey({ key: jwk, format: "jwk" });
  } catch (cause) {
    throw new AnswerRefused("its key cannot be read", { cause });
  }
}

function isStrong({ asymmetricKeyType: type, asymmetricKeyDetails: details }: KeyObject): boolean {
  return type === "rsa"
    ? (details?.modulusLength ?? 0) >= RSA_BITS
    : details?.namedCurve === "prime256v1";
}

function wrongClaim(claims: IdTokenClaims, { issuer, clientId, nonce, now }: Expected) {
  const seconds = now / 1000;
  if (claims.iss !== issuer) return "it is by another issuer";
  // For us alone: we trust nobody else who could have got it first.
  const audiences = [claims.aud].flat();
  if (audiences.length !== 1 || audiences[0] !== clientId) return "it is for another application";
  if (claims.azp !== undefined && claims.azp !== clientId)
    return "it was given to another application";
  if (claims.exp <= seconds - SKEW_SECONDS) return "it has expired";
  if (claims.iat > seconds + SKEW_SECONDS) return "it is of the future";
  if (claims.nbf !== undefined && claims.nbf > seconds + SKEW_SECONDS) return "it is not valid yet";
  if (claims.nonce !== nonce) return "it is of another attempt";
  return undefined;
}
