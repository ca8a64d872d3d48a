import { z } from "zod";

/** Those that are given by invitation and by the menu of roles; ownership has a way of its own. */
export const memberRoles = ["admin", "engineer", "assistant", "accountant"] as const;
export type MemberRole = (typeof memberRoles)[number];

export const invitationSchema = z.object({
  email: z.email().trim().max(254),
  role: z.enum(memberRoles),
});

export const roleSchema = z.object({ role: z.enum(memberRoles) });

export const ownershipSchema = z.object({
  userId: z.uuid(),
  /** Whether who gives it stays an owner beside. */
  stays: z.boolean().default(false),
});

export const secondFactorSchema = z.object({ required: z.stringbool() });
