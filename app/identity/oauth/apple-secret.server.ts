import { createPrivateKey, sign } from "node:crypto";

const LIFETIME_SECONDS = 300;

export type AppleKey = {
  issuer: string;
  clientId: string;
  teamId: string;
  keyId: string;
  privateKey: string;
};

/**
 * The secret by which Apple knows us: a token that the team's key signs (ES256), made for one
 * exchange. Apple, "Creating a client secret"; `now` in milliseconds since 1970.
 */
export function appleClientSecret(key: AppleKey, now: number): string {
  const issuedAt = Math.floor(now / 1000);
  const header = encoded({ alg: "ES256", kid: key.keyId, typ: "JWT" });
  const claims = encoded({
    iss: key.teamId,
    iat: issuedAt,
    exp: issuedAt + LIFETIME_SECONDS,
    aud: key.issuer,
    sub: key.clientId,
  });
  const signature = sign("sha256", Buffer.from(`${header}.${claims}`), {
    key: createPrivateKey(key.privateKey),
    dsaEncoding: "ieee-p1363",
  });
  return `${header}.${claims}.${signature.toString("base64url")}`;
}

function encoded(part: Record<string, unknown>): string {
  return Buffer.from(JSON.stringify(part)).toString("base64url");
}
