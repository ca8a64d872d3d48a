import { z } from "zod";
import { languages } from "#app/i18n/i18n.ts";

/** Who is signed in, and by which sign-in. */
export type User = {
  id: string;
  email: string;
  name: string;
  isOperator: boolean;
  signInId: string;
  /** Whether this very sign-in proved a second factor. */
  hasSecondFactor: boolean;
};

const email = z.email().trim().max(254);
const typedPassword = z.string().min(1).max(1024);
// Long, and no rule of composition: NIST SP 800-63B, 3.1.1.2.
const newPassword = z.string().min(10).max(1024);
const name = z.string().trim().min(1).max(120);

export const signInSchema = z.object({
  email,
  password: typedPassword,
  returnTo: z.string().optional(),
});

/** What is mailed to whoever has an account. */
export const mailRequestSchema = z.object({ email, returnTo: z.string().optional() });

export const signUpSchema = z
  .object({ name, email, password: newPassword })
  .refine(({ email, password }) => isOtherThan(password, email), passwordIsEmail());

/** An account by an invitation: the address is the invited one. */
export function invitedAccountSchema(email: string) {
  return z
    .object({ name, password: newPassword })
    .refine(({ password }) => isOtherThan(password, email), passwordIsEmail());
}

/** A new password of the account with this address. */
export function newPasswordSchema(email: string) {
  return z
    .object({ password: newPassword })
    .refine(({ password }) => isOtherThan(password, email), passwordIsEmail());
}

export function passwordChangeSchema(email: string) {
  return z
    .object({ current: typedPassword, password: newPassword })
    .refine(({ password }) => isOtherThan(password, email), passwordIsEmail());
}

/** Of the authenticator app, or one of the recovery codes. */
export const codeSchema = z.object({
  code: z.string().trim().min(6).max(40),
  returnTo: z.string().optional(),
});

/** The password that one has chosen, typed once more where another browser opens the link. */
export const verificationSchema = z.object({ password: typedPassword.optional() });

export const profileSchema = z.object({ name, language: z.enum(languages) });

/** A path of this very host, or `fallback`: a link in a mail must not send people elsewhere. */
export function safeReturnTo(wished: string | null | undefined, fallback: string): string {
  // A browser reads "\" as "/", and leaves out a tab or a line's end: "/\t/evil" is another host.
  return wished && /^\/(?![/\\])[^\s\\]*$/.test(wished) ? wished : fallback;
}

function isOtherThan(password: string, email: string): boolean {
  return password.trim().toLowerCase() !== email.trim().toLowerCase();
}

function passwordIsEmail() {
  return { path: ["password"], message: "sign-in:errors.passwordIsEmail" };
}
