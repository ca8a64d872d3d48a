import { z } from "zod";
import type { Role } from "#db/roles.ts";

/** Those that are given by invitation and by the menu of roles; ownership has a way of its own. */
export const MEMBER_ROLES = [
  "admin",
  "engineer",
  "assistant",
  "accountant",
] as const satisfies readonly Role[];
export type MemberRole = (typeof MEMBER_ROLES)[number];

export const invitationSchema = z.object({
  email: z.email().trim().max(254),
  role: z.enum(MEMBER_ROLES),
});
export type NewInvitation = z.output<typeof invitationSchema>;

export const roleSchema = z.object({ role: z.enum(MEMBER_ROLES) });

export const ownershipSchema = z.object({
  userId: z.uuid(),
  /** Whether who gives it stays an owner too. */
  stays: z.boolean().default(false),
});

export const secondFactorRuleSchema = z.object({ required: z.stringbool() });

/** Why a team stays as it is. `not allowed` is a 403, `no member` a 404; the others are told in words. */
export type TeamRefusal =
  | "not allowed"
  | "no member"
  | "last owner"
  | "is a member"
  | "is invited"
  | "too many"
  | "sent just now"
  | "no second factor";

export type TeamAnswer = { ok: true } | { ok: false; because: TeamRefusal };
