import { type MiddlewareFunction, redirect } from "react-router";
import { toSecondFactor, toSignIn } from "#app/identity/access.server.ts";
import { findMembership } from "#app/identity/memberships.server.ts";
import { environmentContext, platformContext } from "#app/identity/platform-context.server.ts";
import { userContext } from "#app/identity/user-context.server.ts";
import { visitorContext } from "#app/identity/visitor.server.ts";
import { notFound } from "#app/lib/found.ts";
import { meaningOfHost } from "#app/lib/host.ts";
import { remind } from "./errands.server.ts";
import { studioContext, visitStudio } from "./studio-context.server.ts";

/** A host that we do not serve gets no page at all. */
export const refuseUnknownHost: MiddlewareFunction<Response> = ({ request, context }, next) => {
  const { appDomain } = context.get(environmentContext);
  if (hostOf(request, appDomain).kind === "unknown") throw notFound();
  return next();
};

/**
 * Sets `studioContext` for the routes of the studio layout, or refuses: to somebody who is not signed
 * in by the sign-in page, to a member whom the studio asks for a second factor by the page that takes it, to
 * all others by the same 404, whether the studio exists or not.
 */
export const enterStudio: MiddlewareFunction<Response> = async (
  { request, url, params, context },
  next,
) => {
  const { appDomain } = context.get(environmentContext);
  const host = hostOf(request, appDomain);
  const byPath = params.studio;
  if (host.kind === "apex" && byPath === undefined && url.pathname === "/") {
    throw redirect("/studios");
  }
  const slug =
    host.kind === "studio" && byPath === undefined
      ? host.slug
      : host.kind === "apex"
        ? byPath
        : undefined;
  if (slug === undefined) throw notFound();
  const user = context.get(userContext);
  if (!user) throw toSignIn(url);
  const platform = context.get(platformContext);
  const membership = await findMembership(platform.control, user.id, slug);
  if (!membership) throw notFound();
  if (membership.requiresSecondFactor && !user.hasSecondFactor) throw toSecondFactor(url);
  const studio = platform.openStudio(membership.placement, {
    userId: user.id,
    origin: context.get(visitorContext).address,
  });
  const base = byPath === undefined ? "" : `/s/${slug}`;
  context.set(
    studioContext,
    visitStudio(membership, studio, base, (dueAt) =>
      remind(platform.control, membership.placement.studioId, dueAt),
    ),
  );
  return next();
};

function hostOf(request: Request, appDomain: string) {
  return meaningOfHost(request.headers.get("Host") ?? "", appDomain);
}
