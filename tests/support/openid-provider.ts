import { createPublicKey, generateKeyPairSync, type KeyObject, sign, verify } from "node:crypto";
import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import { Provider } from "oidc-provider";

export type Account = { sub: string; email?: string; email_verified?: boolean; name?: string };

/** Changes the id_token that the provider is about to give. */
export type Forgery = (token: string, signingKey: KeyObject) => string;

const SIGNING = generateKeyPairSync("rsa", { modulusLength: 2048 });
const APPLE = generateKeyPairSync("ec", { namedCurve: "P-256" });

export const KEY_ID = "the provider's own";
export const SIGNING_KEYS = {
  privateKey: SIGNING.privateKey,
  publicJwk: { ...SIGNING.publicKey.export({ format: "jwk" }), kid: KEY_ID, use: "sig" },
};

/**
 * A real OpenID provider on loopback that plays Google and Apple: `variables` let the app of that
 * address sign in by it. Who comes types who they are, as an address, or as the subject of one of
 * `accounts`. Apple's client is known by a secret that its key has signed.
 */
export async function openIdProvider(appUrl: string, accounts: Account[] = []) {
  const server = createServer();
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const issuer = `http://localhost:${(server.address() as AddressInfo).port}`;
  const wish: { forgery?: Forgery | undefined; garbage?: string | undefined } = {};
  const asked: string[] = [];

  const client = (name: string) => ({
    client_id: `${name}.rsm.test`,
    client_secret: `the secret of ${name}`,
    redirect_uris: [`${appUrl}/sign-in/with/${name}/callback`],
    token_endpoint_auth_method: "client_secret_post" as const,
  });
  const provider = new Provider(issuer, {
    clients: [client("google"), client("apple")],
    jwks: { keys: [{ ...SIGNING.privateKey.export({ format: "jwk" }), kid: KEY_ID, use: "sig" }] },
    cookies: { keys: ["loopback"] },
    scopes: ["openid", "email", "profile", "name"],
    claims: { email: ["email", "email_verified"], profile: ["name"] },
    // Google and Apple put them into the token itself.
    conformIdTokenClaims: false,
    pkce: { required: () => true },
    features: { devInteractions: { enabled: false } },
    ttl: {
      AccessToken: 60,
      AuthorizationCode: 60,
      Grant: 600,
      IdToken: 600,
      Interaction: 600,
      Session: 600,
    },
    interactions: { url: (_ctx, { uid }) => `/interaction/${uid}` },
    findAccount: (_ctx, sub) => {
      const account = accounts.find((each) => each.sub === sub) ?? accountOf(sub);
      return { accountId: sub, claims: () => ({ ...account }) };
    },
    // Nobody is asked to consent to what they have come for.
    async loadExistingGrant({ oidc }) {
      const grant = new provider.Grant({
        clientId: oidc.client!.clientId,
        accountId: oidc.session!.accountId!,
      });
      grant.addOIDCScope("openid email profile name");
      await grant.save();
      return grant;
    },
  });
  Object.assign(provider.Client.prototype, {
    compareClientSecret(this: { clientId: string; clientSecret: string }, secret: string) {
      return this.clientId === "apple.rsm.test"
        ? isAppleSecret(secret, issuer)
        : secret === this.clientSecret;
    },
  });
  provider.use(async (ctx, next) => {
    asked.push(ctx.path);
    await next();
    if (ctx.path === "/token" && wish.garbage) ctx.body = wish.garbage;
    const body = ctx.body as { id_token?: string } | undefined;
    if (ctx.path === "/token" && body?.id_token && wish.forgery) {
      ctx.body = { ...body, id_token: wish.forgery(body.id_token, SIGNING.privateKey) };
    }
  });

  const handle = provider.callback();
  server.on("request", (request, response) => {
    if (request.url?.startsWith("/interaction/")) {
      return void interact(provider, request, response);
    }
    void handle(request, response);
  });

  return {
    issuer,
    accounts,
    /** The paths of what it was asked, in order. */
    asked,
    /** What it gives in place of the token, or of its whole answer. */
    wish,
    variables: {
      GOOGLE_ISSUER: issuer,
      GOOGLE_CLIENT_ID: "google.rsm.test",
      GOOGLE_CLIENT_SECRET: "the secret of google",
      APPLE_ISSUER: issuer,
      APPLE_CLIENT_ID: "apple.rsm.test",
      APPLE_TEAM_ID: "TEAM",
      APPLE_KEY_ID: "KEY",
      APPLE_PRIVATE_KEY: APPLE.privateKey.export({ format: "pem", type: "pkcs8" }) as string,
    },
    async close() {
      server.close();
      server.closeAllConnections();
      await once(server, "close");
    },
  };
}

/** Signs as a provider does; `alg` "none" does not. */
export function signedToken(
  header: { alg: string; kid?: string },
  claims: Record<string, unknown>,
  signature: (signed: Buffer) => Buffer,
): string {
  const signed = [header, claims].map((part) => encoded(JSON.stringify(part))).join(".");
  return `${signed}.${signature(Buffer.from(signed)).toString("base64url")}`;
}

export const rs256 = (key: KeyObject) => (signed: Buffer) => sign("sha256", signed, key);

export function claimsIn(token: string): Record<string, unknown> {
  return JSON.parse(Buffer.from(token.split(".")[1]!, "base64url").toString()) as Record<
    string,
    unknown
  >;
}

function encoded(part: string): string {
  return Buffer.from(part).toString("base64url");
}

/** Whoever types an address has it, and the provider has verified it. */
function accountOf(sub: string): Account {
  return { sub, email: sub, email_verified: true, name: sub.split("@")[0]! };
}

async function interact(provider: Provider, request: IncomingMessage, response: ServerResponse) {
  if (request.method !== "POST") {
    response.writeHead(200, { "Content-Type": "text/html; charset=utf-8" });
    return response.end(`<!doctype html><html lang="fr"><title>Le fournisseur</title>
      <form method="post"><label>Compte <input name="account"></label>
      <button>Continuer</button><button name="cancel" value="1">Annuler</button></form>`);
  }
  const form = new URLSearchParams(await text(request));
  const result = form.has("cancel")
    ? { error: "access_denied" }
    : { login: { accountId: form.get("account")! } };
  return provider.interactionFinished(request, response, result);
}

// As Apple does: "Creating a client secret" in its documentation.
function isAppleSecret(secret: string, issuer: string): boolean {
  const [header = "", payload = "", signature = ""] = secret.split(".");
  const head = JSON.parse(Buffer.from(header, "base64url").toString()) as Record<string, unknown>;
  const { iss, aud, sub, iat, exp } = claimsIn(secret) as Record<string, string> & {
    iat: number;
    exp: number;
  };
  const now = Date.now() / 1000;
  return (
    head.alg === "ES256" &&
    head.kid === "KEY" &&
    iss === "TEAM" &&
    aud === issuer &&
    sub === "apple.rsm.test" &&
    iat <= now + 1 &&
    exp > now &&
    exp - iat <= 15_777_000 &&
    verify(
      "sha256",
      Buffer.from(`${header}.${payload}`),
      { key: createPublicKey(APPLE.privateKey), dsaEncoding: "ieee-p1363" },
      Buffer.from(signature, "base64url"),
    )
  );
}
