import { z } from "zod";

/** Who makes an account by an invitation: the address is the invited one. */
export function invitedAccountSchema(email: string) {
  return z
    .object({
      name: z.string().trim().min(1).max(120),
      // Long, and no rule of composition: NIST SP 800-63B, 3.1.1.2.
      password: z.string().min(10).max(1024),
    })
    .refine(({ password }) => password.trim().toLowerCase() !== email.toLowerCase(), {
      path: ["password"],
      message: "team:errors.passwordIsEmail",
    });
}
