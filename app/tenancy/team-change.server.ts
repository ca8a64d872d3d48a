import { data, type RouterContextProvider } from "react-router";
import type { TeamChange } from "#app/identity/change-team.server.ts";
import type { TeamAnswer } from "#app/identity/team.ts";
import { userContext } from "#app/identity/user-context.server.ts";
import { visitorContext } from "#app/identity/visitor.server.ts";
import { found, notFound } from "#app/lib/found.ts";
import { studioContext } from "./studio-context.server.ts";

/** Who asks for a change of the team of the studio that they are in. */
export function teamChangeOf(context: Readonly<RouterContextProvider>): TeamChange {
  return {
    studioId: context.get(studioContext).placement.studioId,
    by: found(context.get(userContext)).id,
    visitor: context.get(visitorContext),
  };
}

/** What the page is told; what one may not is a 403, whom the studio does not know a 404. */
export function answerTeam(answer: TeamAnswer) {
  if (answer.ok) return data(answer);
  if (answer.because === "notAllowed") throw data(null, { status: 403 });
  if (answer.because === "noMember") throw notFound();
  return data(answer, { status: 409 });
}
