import { and, eq, isNull, sql } from "drizzle-orm";
import { constraintOf } from "#db/connections/errors.ts";
import type { ControlDb } from "#db/control.server.ts";
import type { Role } from "#db/roles.ts";
import { invitations, memberships, studios } from "#db/schema/control/index.ts";
import { may, type Permission } from "./permissions.ts";
import type { ControlWork } from "./sign-ins.server.ts";
import type { TeamRefusal } from "./team.ts";
import type { Visitor } from "./visitor.server.ts";

/** Who changes the team of which studio. */
export type TeamChange = {
  studioId: string;
  /** The id of the person. */
  by: string;
  visitor: Pick<Visitor, "address" | "userAgent"> | null;
};

type Refused = { ok: false; because: TeamRefusal };

/** The studio, and what the person is in it at this moment. */
export type Team = { id: string; slug: string; name: string; role: Role };

/**
 * One change of a team, as a transaction. Those of one studio go one after the other, and each asks
 * afresh what the person may: a role that was lost a moment ago gives nothing.
 */
export async function changeTeam<Answer>(
  control: ControlDb,
  { studioId, by }: Pick<TeamChange, "studioId" | "by">,
  needed: Permission,
  work: (transaction: ControlWork, team: Team) => Promise<Answer | Refused>,
): Promise<Answer | Refused> {
  return keepingAnOwner(() =>
    control.transaction(async (transaction): Promise<Answer | Refused> => {
      const { id, slug, name } = studios;
      const [studio] = await transaction
        .select({ id, slug, name })
        .from(studios)
        .where(eq(studios.id, studioId))
        .for("no key update");
      const role = await findRole(transaction, studioId, by);
      if (!studio || !role || !may(role, needed)) return { ok: false, because: "notAllowed" };
      return work(transaction, { ...studio, role });
    }),
  );
}

/** The database lets no studio be without an owner: work that would is undone, and told. */
export async function keepingAnOwner<Answer>(
  work: () => Promise<Answer>,
): Promise<Answer | { ok: false; because: "lastOwner" }> {
  try {
    return await work();
  } catch (error) {
    if (constraintOf(error) !== "memberships_last_owner") throw error;
    return { ok: false, because: "lastOwner" };
  }
}

export async function findRole(
  control: Pick<ControlDb, "select">,
  studioId: string,
  userId: string,
): Promise<Role | undefined> {
  const [found] = await control
    .select({ role: memberships.role })
    .from(memberships)
    .where(and(eq(memberships.studioId, studioId), eq(memberships.userId, userId)));
  return found?.role;
}

/** Where a person may no longer invite: by an open invitation of their own they could come back. */
export async function revokeInvitationsOf(
  transaction: ControlWork,
  { studioId, userId, now }: { studioId: string; userId: string; now: Role | null },
): Promise<void> {
  if (now && may(now, "team.write")) return;
  await transaction
    .update(invitations)
    .set({ revokedAt: sql`now()` })
    .where(
      and(
        eq(invitations.studioId, studioId),
        eq(invitations.invitedBy, userId),
        isNull(invitations.acceptedAt),
        isNull(invitations.revokedAt),
      ),
    );
}
