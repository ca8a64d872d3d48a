import type { Role } from "#db/roles.ts";

/** Those that an invitation and the menu of roles give; ownership has a way of its own. */
export type MemberRole = Exclude<Role, "owner">;

export type NewInvitation = { email: string; role: MemberRole };

/** Why a team stays as it is. `notAllowed` is a 403, `noMember` a 404; the others are told in words. */
export type TeamRefusal =
  | "notAllowed"
  | "noMember"
  | "lastOwner"
  | "isMember"
  | "isInvited"
  | "tooMany"
  | "sentJustNow"
  | "noSecondFactor";

export type TeamAnswer = { ok: true } | { ok: false; because: TeamRefusal };
