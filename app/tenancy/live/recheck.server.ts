import type { ControlDb } from "#db/control.server.ts";
import type { Role } from "#db/roles.ts";
import { findMembership } from "#app/identity/memberships.server.ts";
import { findSignIn } from "#app/identity/sign-ins.server.ts";

/** The role in a studio of who came in by a sign-in, as of now; undefined where they could not come in. */
export async function roleByNow(
  control: ControlDb,
  { signInId, userId, slug }: { signInId: string; userId: string; slug: string },
): Promise<Role | undefined> {
  const [signIn, membership] = await Promise.all([
    findSignIn(control, signInId),
    findMembership(control, userId, slug),
  ]);
  if (!signIn || !membership) return undefined;
  return membership.requiresSecondFactor && !signIn.hasSecondFactor ? undefined : membership.role;
}
