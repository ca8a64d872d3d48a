import { z } from "zod";
import { isKeyFor, type Jwk, type TokenHeader } from "./id-token.server.ts";
import { ProviderUnavailable } from "./openid-problem.server.ts";
import { askProvider } from "./provider-http.server.ts";

/** What a provider says of itself (OpenID Connect Discovery 1.0), read when it is needed and kept for a while. */
export type Issuer = {
  /** Exactly as it stands in the tokens. */
  url: string;
  metadata(): Promise<IssuerMetadata>;
  /** The key that a token names; undefined where the provider has none such. */
  findKey(header: TokenHeader): Promise<Jwk | undefined>;
};

export type IssuerMetadata = z.infer<typeof metadataSchema>;

const KEPT_MS = 3_600_000;

/** A key that is new to us is looked for at once, but no more often than this, whatever tokens name. */
const RELOAD_MS = 60_000;

const metadataSchema = z.object({
  issuer: z.string(),
  authorization_endpoint: z.url(),
  token_endpoint: z.url(),
  jwks_uri: z.url(),
  authorization_response_iss_parameter_supported: z.boolean().default(false),
});

const keysSchema = z.object({
  keys: z
    .array(
      z.looseObject({
        kty: z.string(),
        kid: z.string().optional(),
        use: z.string().optional(),
        alg: z.string().optional(),
        crv: z.string().optional(),
      }),
    )
    .max(50),
});

const issuers = new Map<string, Issuer>();

/** One for each address, for as long as the process lives. What it has to ask may throw ProviderUnavailable. */
export function issuerAt(url: string): Issuer {
  const known = issuers.get(url) ?? newIssuer(url);
  issuers.set(url, known);
  return known;
}

/** One that has asked nothing yet. */
export function newIssuer(url: string, now: () => number = Date.now): Issuer {
  const metadata = kept(() => discover(url), now);
  const keys = kept(async () => loadKeys((await metadata.read()).jwks_uri), now);
  return {
    url,
    metadata: () => metadata.read(),
    async findKey(header) {
      const isIt = (key: Jwk) => isKeyFor(key, header);
      const found = (await keys.read()).find(isIt);
      return found ?? (await keys.read({ atMost: RELOAD_MS })).find(isIt);
    },
  };
}

async function discover(url: string): Promise<IssuerMetadata> {
  const { ok, body } = await askProvider(`${url.replace(/\/$/, "")}${WELL_KNOWN}`);
  const read = metadataSchema.safeParse(body);
  if (!ok || !read.success) throw new ProviderUnavailable(`${url} does not say where it answers`);
  const { issuer, authorization_endpoint, token_endpoint, jwks_uri } = read.data;
  // Discovery, 4.3: else one provider could speak for another.
  if (issuer !== url) throw new ProviderUnavailable(`${url} says that it is ${issuer}`);
  // The pages let a form lead to the issuer's own origin alone.
  const isElsewhere = new URL(authorization_endpoint).origin !== new URL(url).origin;
  const { protocol } = new URL(url);
  const isOpen = [token_endpoint, jwks_uri].some(
    (address) => new URL(address).protocol !== protocol,
  );
  if (isElsewhere || isOpen)
    throw new ProviderUnavailable(`${url} leads to where we do not follow`);
  return read.data;
}

const WELL_KNOWN = "/.well-known/openid-configuration";

async function loadKeys(url: string): Promise<Jwk[]> {
  const { ok, body } = await askProvider(url);
  const read = keysSchema.safeParse(body);
  if (!ok || !read.success) throw new ProviderUnavailable(`${url} has no keys`);
  return read.data.keys;
}

/** Loads once for all who wait, and again when it is older than is wanted. A failure is not kept. */
function kept<Value>(load: () => Promise<Value>, now: () => number) {
  let current: { value: Promise<Value>; at: number } | undefined;
  return {
    read({ atMost = KEPT_MS } = {}): Promise<Value> {
      if (current && now() - current.at < atMost) return current.value;
      const loading = { value: load(), at: now() };
      current = loading;
      loading.value.catch(() => {
        if (current === loading) current = undefined;
      });
      return loading.value;
    },
  };
}
