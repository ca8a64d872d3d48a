import { Strategy } from "remix-auth/strategy";
import { z } from "zod";
import { type Attempt, type attemptKeeper, challengeOf, newAttempt } from "./attempt.server.ts";
import { type IdTokenClaims, verifyIdToken } from "./id-token.server.ts";
import { AnswerRefused, explained, OpenIdProblem } from "./openid-problem.server.ts";
import { askProvider } from "./provider-http.server.ts";
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

type Proved = { identity: ProvedIdentity; returnTo: string };

const NAME_LIMIT = 120;

/**
 * The code flow of OpenID Connect Core 1.0 with PKCE. A form of ours begins it: `authenticate` throws
 * the redirect that leads to the provider. At the callback `authenticate` resolves with whom `verify`
 * makes of the identity. Throws OpenIdProblem where it comes to nothing.
 */
export class OpenIdStrategy<Person> extends Strategy<Person, Proved> {
  override name: OpenIdProvider["name"];
  private readonly provider: OpenIdProvider;
  private readonly attempts: ReturnType<typeof attemptKeeper>;

  constructor(
    provider: OpenIdProvider,
    attempts: ReturnType<typeof attemptKeeper>,
    verify: Strategy.VerifyFunction<Person, Proved>,
  ) {
    super(verify);
    this.name = provider.name;
    this.provider = provider;
    this.attempts = attempts;
  }

  override async authenticate(request: Request): Promise<Person> {
    const { pathname, searchParams } = new URL(request.url);
    const isForm = request.method === "POST";
    // By the address alone: an answer without a state must not begin anew what nobody has asked for.
    if (!/\/callback\/?$/i.test(pathname)) {
      throw await this.begin((await request.formData()).get("returnTo"));
    }
    // An answer counts where it comes the way that was asked for.
    if (isForm !== (this.provider.responseMode === "form_post"))
      throw new OpenIdProblem("lost", "");
    const answer = isForm ? await request.formData() : searchParams;
    const attempt = await this.attempts.find(request, Date.now());
    if (!attempt || answer.get("state") !== attempt.state) throw new OpenIdProblem("lost", "");
    const { returnTo } = attempt;
    const error = answer.get("error");
    // The first is RFC 6749, 4.1.2.1, the second Apple's own.
    if (error === "access_denied" || error === "user_cancelled_authorize") {
      throw new OpenIdProblem("cancelled", returnTo);
    }
    const claims = await explained(returnTo, this.claimsOf(answer, attempt));
    const identity = { ...identityOf(claims, answer), provider: this.provider.name };
    return this.verify({ identity, returnTo });
  }

  private async begin(returnTo: unknown): Promise<Response> {
    const { issuer, clientId, redirectUri, scope, responseMode } = this.provider;
    const attempt = newAttempt(returnTo, Date.now());
    const metadata = await explained(attempt.returnTo, issuer.metadata());
    const url = new URL(metadata.authorization_endpoint);
    const parameters = {
      response_type: "code",
      response_mode: responseMode,
      client_id: clientId,
      redirect_uri: redirectUri,
      scope,
      state: attempt.state,
      nonce: attempt.nonce,
      code_challenge: challengeOf(attempt),
      code_challenge_method: "S256",
    };
    for (const [name, value] of Object.entries(parameters)) url.searchParams.set(name, value);
    const headers = { Location: url.href, "Set-Cookie": await this.attempts.keep(attempt) };
    return new Response(null, { status: 303, headers });
  }

  private async claimsOf(answer: Answer, attempt: Attempt): Promise<IdTokenClaims> {
    const { issuer, clientId } = this.provider;
    const metadata = await issuer.metadata();
    const by = answer.get("iss");
    // RFC 9207: an answer of one provider is not taken for another's.
    if (by === null ? metadata.authorization_response_iss_parameter_supported : by !== issuer.url) {
      throw new AnswerRefused("the answer is by another issuer");
    }
    const code = answer.get("code");
    if (typeof code !== "string") {
      throw new AnswerRefused(`the answer is ${errorIn({ error: answer.get("error") })}`);
    }
    const token = await this.exchange(code, attempt, metadata.token_endpoint);
    return verifyIdToken(token, {
      issuer: issuer.url,
      clientId,
      nonce: attempt.nonce,
      now: Date.now(),
      findKey: issuer.findKey,
    });
  }

  private async exchange(code: string, { verifier }: Attempt, endpoint: string): Promise<string> {
    const { clientId, clientSecret, redirectUri } = this.provider;
    const body = new URLSearchParams({
      grant_type: "authorization_code",
      code,
      redirect_uri: redirectUri,
      code_verifier: verifier,
      client_id: clientId,
      client_secret: clientSecret(Date.now()),
    });
    const answer = await askProvider(endpoint, { method: "POST", body });
    const tokens = tokensSchema.safeParse(answer.body);
    if (answer.ok && tokens.success) return tokens.data.id_token;
    throw new AnswerRefused(`the code was not taken: ${errorIn(answer.body)}`);
  }
}

type Answer = FormData | URLSearchParams;

const tokensSchema = z.object({ id_token: z.string() });
const errorSchema = z.object({ error: z.string().regex(/^[\w.-]{1,80}$/) });

/** Its code (RFC 6749, 5.2); what is written otherwise is not written into the log. */
function errorIn(answer: unknown): string {
  return errorSchema.safeParse(answer).data?.error ?? "neither a proof nor an error";
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
