import { redirect, type RouterContextProvider } from "react-router";
import { languageOf } from "#app/i18n/i18n.server.ts";
import { found } from "#app/lib/found.ts";
import { meaningOfHost } from "#app/lib/host.ts";
import { log } from "#app/lib/log.server.ts";
import { answerSignIn } from "../answer-sign-in.server.ts";
import { recordEvent } from "../events.server.ts";
import { environmentContext, platformContext } from "../platform-context.server.ts";
import { safeReturnTo } from "../user.ts";
import { visitorContext } from "../visitor.server.ts";
import { attemptKeeper } from "./attempt.server.ts";
import { takeIdentity } from "./identities.server.ts";
import { OpenIdProblem } from "./openid-problem.server.ts";
import { OpenIdStrategy } from "./openid-strategy.server.ts";
import { type ProviderName, problemPath } from "./provider.ts";
import { findProvider } from "./providers.server.ts";

type Context = Readonly<RouterContextProvider>;

/**
 * Both ends of it: a form of ours leads to the provider, and the provider's answer signs in whom it
 * proves, or leads to the sign-in page, which says what went wrong. Throws a 404 where the provider is
 * not set up.
 */
export async function signInElsewhere(
  context: Context,
  request: Request,
  name: string,
): Promise<Response> {
  const environment = context.get(environmentContext);
  const provider = found(findProvider(environment, name));
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
  const headers = { "Set-Cookie": await attempts.drop() };
  try {
    const proved = await strategy.authenticate(request);
    return await answerSignIn(context, request, { ...proved, headers });
  } catch (outcome) {
    // The way to the provider: remix-auth's strategies throw it.
    if (outcome instanceof Response) return outcome;
    if (!(outcome instanceof OpenIdProblem)) throw outcome;
    await noteProblem(context, provider.name, outcome);
    return redirect(problemPath(provider.name, outcome.problem, outcome.returnTo), { headers });
  }
}

/**
 * The apex's sign-in page, for a form that was sent on another host; undefined for the apex's own. A
 * sign-in belongs to one host, and providers know the apex alone: there one signs in, and goes on.
 */
export async function wayOverApex(
  context: Context,
  request: Request,
): Promise<Response | undefined> {
  const { appUrl, appDomain } = context.get(environmentContext);
  const { host } = new URL(request.url);
  if (host === new URL(appUrl).host) return undefined;
  const wished = (await request.formData()).get("returnTo");
  const path = safeReturnTo(typeof wished === "string" ? wished : null, "/");
  const meaning = meaningOfHost(host, appDomain);
  const returnTo = meaning.kind === "studio" ? `/s/${meaning.slug}${path}` : path;
  return redirect(`${appUrl}/sign-in?${new URLSearchParams({ returnTo }).toString()}`);
}

// Anybody can send an answer that belongs to no attempt: it is no event.
async function noteProblem(
  context: Context,
  provider: ProviderName,
  { problem, message }: OpenIdProblem,
) {
  if (problem === "lost" || problem === "cancelled") return;
  const visitor = context.get(visitorContext);
  const { requestId } = visitor;
  log.warn({ requestId, provider, problem, reason: message }, "signing in elsewhere failed");
  if (problem === "unavailable") return;
  const detail = { provider, problem };
  const { control } = context.get(platformContext);
  await recordEvent(control, visitor, { kind: "sign-in-refused", detail });
}
