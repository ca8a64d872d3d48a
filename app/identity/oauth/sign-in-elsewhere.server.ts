import { redirect, type RouterContextProvider } from "react-router";
import { languageOf } from "#app/i18n/i18n.server.ts";
import { found } from "#app/lib/found.ts";
import { meaningOfHost } from "#app/lib/host.ts";
import { log } from "#app/lib/log.server.ts";
import type { Environment } from "#db/environment.server.ts";
import { answerSignIn } from "../answer-sign-in.server.ts";
import { recordEvent } from "../events.server.ts";
import { environmentContext, platformContext } from "../platform-context.server.ts";
import { safeReturnTo } from "../user.ts";
import { visitorContext } from "../visitor.server.ts";
import { attemptKeeper } from "./attempt.server.ts";
import { takeIdentity } from "./identities.server.ts";
import { OpenIdProblem, OpenIdStrategy } from "./openid-strategy.server.ts";
import { problemPath } from "./provider.ts";
import { findProvider } from "./providers.server.ts";

type Context = Readonly<RouterContextProvider>;

/** Leads to the provider. Throws a 404 where it is not set up. */
export async function startSignInElsewhere(
  context: Context,
  request: Request,
  name: string,
): Promise<Response> {
  const environment = context.get(environmentContext);
  const { strategy } = found(strategyOf(context, request, name));
  const apex = new URL(environment.appUrl);
  if (new URL(request.url).host !== apex.host) {
    return redirect(`${apex.origin}/sign-in?${await wayFromApex(request, environment)}`);
  }
  return answerOf(context, name, strategy.authenticate(request).then(neverAtStart));
}

/** Signs in whom the provider's answer proves; else the sign-in page says what went wrong. 404 as above. */
export async function finishSignInElsewhere(
  context: Context,
  request: Request,
  name: string,
): Promise<Response> {
  const { strategy, attempts } = found(strategyOf(context, request, name));
  const headers = { "Set-Cookie": await attempts.drop() };
  const signedIn = strategy
    .authenticate(request)
    .then((proved) => answerSignIn(context, request, { ...proved, headers }));
  return answerOf(context, name, signedIn, headers);
}

function strategyOf(context: Context, request: Request, name: string) {
  const environment = context.get(environmentContext);
  const provider = findProvider(environment, name);
  if (!provider) return undefined;
  const { control, seals } = context.get(platformContext);
  const attempts = attemptKeeper(environment, seals, provider);
  const strategy = new OpenIdStrategy(provider, attempts, async ({ identity, returnTo }) => {
    const taken = await takeIdentity(control, identity, {
      visitor: context.get(visitorContext),
      appUrl: environment.appUrl,
      language: languageOf(request),
    });
    if (typeof taken === "string") throw new OpenIdProblem(taken, returnTo);
    return { ...taken, returnTo };
  });
  return { strategy, attempts };
}

/** A sign-in belongs to one host, and providers know the apex alone: there one signs in, and goes on from there. */
async function wayFromApex(request: Request, { appDomain }: Pick<Environment, "appDomain">) {
  const wished = (await request.formData()).get("returnTo");
  const path = safeReturnTo(typeof wished === "string" ? wished : null, "/");
  const host = meaningOfHost(new URL(request.url).host, appDomain);
  const returnTo = host.kind === "studio" ? `/s/${host.slug}${path}` : path;
  return new URLSearchParams({ returnTo }).toString();
}

// The redirect to the provider is thrown, as remix-auth's strategies do.
function neverAtStart(): never {
  throw new Error("a form has begun and ended a sign-in elsewhere");
}

async function answerOf(
  context: Context,
  name: string,
  answer: Promise<Response>,
  headers: HeadersInit = {},
): Promise<Response> {
  try {
    return await answer;
  } catch (outcome) {
    if (outcome instanceof Response) return outcome;
    if (!(outcome instanceof OpenIdProblem)) throw outcome;
    await noteProblem(context, name, outcome);
    const { name: provider } = found(findProvider(context.get(environmentContext), name));
    return redirect(problemPath(provider, outcome.problem, outcome.returnTo), { headers });
  }
}

// Anybody can send an answer that belongs to no attempt: it is no event.
async function noteProblem(
  context: Context,
  provider: string,
  { problem, message }: OpenIdProblem,
) {
  if (problem === "lost" || problem === "cancelled") return;
  const { requestId } = context.get(visitorContext);
  log.warn({ requestId, provider, problem, reason: message }, "signing in elsewhere failed");
  if (problem === "unavailable") return;
  const detail = { provider, problem };
  const visitor = context.get(visitorContext);
  const { control } = context.get(platformContext);
  await recordEvent(control, visitor, { kind: "sign-in-refused", detail });
}
