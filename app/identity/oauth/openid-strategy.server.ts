import { Strategy } from "remix-auth/strategy";
import { z } from "zod";
import { type Attempt, type attemptKeeper, challengeOf, newAttempt } from "./attempt.server.ts";
import { type IdTokenClaims, IdTokenRefused, verifyIdToken } from "./id-token.server.ts";
import type { Problem } from "./provider.ts";
import { askProvider, ProviderUnavailable } from "./provider-http.server.ts";
import type { OpenIdProvider } from "./providers.server.ts";

/** Who the provider says it is; what of it may be believed is the caller's to decide. */
export type ProvedIdentity = {
  provider: OpenIdProvider["name"];
  /** Theirs for good; an address may change. */
  subject: string;
  email: string | undefined;
  isEmailVerified: boolean;
  name: string | undefined;
};

/** It came to nothing. The cause is for the log, the problem for the person. */
export class OpenIdProblem extends Error {
  override name = "OpenIdProblem";
  readonly problem: Problem;
  /** Where the person was on the way to. */
  readonly returnTo: string;
  constructor(problem: Problem, returnTo: string, options?: ErrorOptions & { reason?: string }) {
    super(options?.reason ?? problem, options);
    this.problem = problem;
    this.returnTo = returnTo;
  }
}

type Verified = { identity: ProvedIdentity; returnTo: string };

const NAME_LIMIT = 120;

/**
 * The code flow of OpenID Connect Core 1.0 with PKCE. A form of ours begins it: `authenticate` throws
 * the redirect that leads to the provider. At the callback `authenticate` resolves with whom `verify`
 * makes of the identity, or throws OpenIdProblem.
 */
export class OpenIdStrategy<Person> extends Strategy<Person, Verified> {
  override name: OpenIdProvider["name"];
  private readonly provider: OpenIdProvider;
  private readonly attempts: ReturnType<typeof attemptKeeper>;
  private readonly now: () => number;

  constructor(
    provider: OpenIdProvider,
    attempts: ReturnType<typeof attemptKeeper>,
    verify: Strategy.VerifyFunction<Person, Verified>,
    now: () => number = Date.now,
  ) {
    super(verify);
    this.name = provider.name;
    this.provider = provider;
    this.attempts = attempts;
    this.now = now;
  }

  override async authenticate(request: Request): Promise<Person> {
    const isForm = request.method === "POST";
    if (isForm && !this.isCallback(request)) {
      throw await this.begin((await request.formData()).get("returnTo"));
    }
    // An answer counts where it comes the way that was asked for.
    if (isForm !== (this.provider.responseMode === "form_post"))
      throw new OpenIdProblem("lost", "");
    const answer = isForm ? await request.formData() : new URL(request.url).searchParams;
    const attempt = await this.attempts.find(request, this.now());
    if (!attempt || answer.get("state") !== attempt.state) throw new OpenIdProblem("lost", "");
    const identity = await this.finish(answer, attempt);
    return this.verify({ identity, returnTo: attempt.returnTo });
  }

  // By the address alone: an answer without a state must not begin anew what nobody has asked for.
  private isCallback(request: Request): boolean {
    return new URL(request.url).pathname.startsWith(new URL(this.provider.redirectUri).pathname);
  }

  private async begin(returnTo: unknown): Promise<Response> {
    const { issuer, clientId, redirectUri, scope, responseMode } = this.provider;
    const attempt = newAttempt(returnTo, this.now());
    const metadata = await reached(attempt, issuer.metadata());
    const url = new URL(metadata.authorization_endpoint);
    const parameters = {
      response_type: "code",
      client_id: clientId,
      redirect_uri: redirectUri,
      scope,
      state: attempt.state,
      nonce: attempt.nonce,
      code_challenge: challengeOf(attempt),
      code_challenge_method: "S256",
      ...(responseMode === "form_post" && { response_mode: responseMode }),
    };
    for (const [name, value] of Object.entries(parameters)) url.searchParams.set(name, value);
    const headers = { Location: url.href, "Set-Cookie": await this.attempts.keep(attempt) };
    return new Response(null, { status: 303, headers });
  }

  private async finish(answer: Answer, attempt: Attempt): Promise<ProvedIdentity> {
    const { issuer } = this.provider;
    const metadata = await reached(attempt, issuer.metadata());
    const by = answer.get("iss");
    // RFC 9207: an answer of one provider is not taken for another's.
    if (by === null ? metadata.authorization_response_iss_parameter_supported : by !== issuer.url) {
      throw refused(attempt, "the answer is by another issuer");
    }
    const error = answer.get("error");
    if (error !== null) throw refusedByProvider(attempt, error);
    const code = answer.get("code");
    if (typeof code !== "string") throw refused(attempt, "the answer has no code");
    const token = await this.exchange(code, attempt, metadata.token_endpoint);
    const claims = await this.verifyToken(token, attempt);
    return { ...identityOf(claims, answer), provider: this.provider.name };
  }

  private async exchange(code: string, attempt: Attempt, endpoint: string): Promise<string> {
    const { clientId, clientSecret, redirectUri } = this.provider;
    const body = new URLSearchParams({
      grant_type: "authorization_code",
      code,
      redirect_uri: redirectUri,
      code_verifier: attempt.verifier,
      client_id: clientId,
      client_secret: clientSecret(this.now()),
    });
    const answer = await reached(attempt, askProvider(endpoint, { method: "POST", body }));
    const { success, data } = tokensSchema.safeParse(answer.body);
    if (answer.ok && success) return data.id_token;
    const { data: said } = errorSchema.safeParse(answer.body);
    throw refused(attempt, `the code was not taken: ${said?.error ?? "no id_token"}`);
  }

  private async verifyToken(token: string, attempt: Attempt): Promise<IdTokenClaims> {
    const { issuer, clientId } = this.provider;
    const { nonce } = attempt;
    const findKey = issuer.findKey;
    const expected = { issuer: issuer.url, clientId, nonce, findKey, now: this.now() };
    try {
      return await reached(attempt, verifyIdToken(token, expected));
    } catch (error) {
      if (!(error instanceof IdTokenRefused)) throw error;
      throw refused(attempt, `the id_token was refused: ${error.message}`, error);
    }
  }
}

type Answer = FormData | URLSearchParams;

const tokensSchema = z.object({ id_token: z.string() });
const errorSchema = z.object({ error: z.string().regex(/^[\w.-]{1,80}$/) });

async function reached<Result>({ returnTo }: Attempt, asked: Promise<Result>): Promise<Result> {
  try {
    return await asked;
  } catch (cause) {
    if (!(cause instanceof ProviderUnavailable)) throw cause;
    throw new OpenIdProblem("unavailable", returnTo, { reason: cause.message, cause });
  }
}

function refused({ returnTo }: Attempt, reason: string, cause?: unknown): OpenIdProblem {
  return new OpenIdProblem("refused", returnTo, { reason, cause });
}

function refusedByProvider(attempt: Attempt, error: FormDataEntryValue): OpenIdProblem {
  // The first is RFC 6749, 4.1.2.1, the second Apple's own.
  if (error === "access_denied" || error === "user_cancelled_authorize") {
    return new OpenIdProblem("cancelled", attempt.returnTo);
  }
  const { data } = errorSchema.safeParse({ error });
  return refused(attempt, `the provider answers ${data?.error ?? "with an error"}`);
}

function identityOf(claims: IdTokenClaims, answer: Answer): Omit<ProvedIdentity, "provider"> {
  const name = (claims.name ?? nameApart(answer))?.trim().slice(0, NAME_LIMIT);
  return {
    subject: claims.sub,
    email: z.email().max(254).safeParse(claims.email).data,
    isEmailVerified: claims.email_verified === true || claims.email_verified === "true",
    name: name || undefined,
  };
}

const appleUserSchema = z.object({
  name: z.object({ firstName: z.string().default(""), lastName: z.string().default("") }),
});

// Apple tells the name beside the token, and only the first time. The browser carries it unsigned: it
// serves to greet people, and the address that stands with it is not read.
function nameApart(answer: Answer): string | undefined {
  const user = answer.get("user");
  if (typeof user !== "string" || user.length > 2_000) return undefined;
  const { data } = jsonText.pipe(appleUserSchema).safeParse(user);
  return data && `${data.name.firstName} ${data.name.lastName}`;
}

const jsonText = z.string().transform((text, context): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    context.addIssue({ code: "custom", message: "no JSON" });
    return z.NEVER;
  }
});
