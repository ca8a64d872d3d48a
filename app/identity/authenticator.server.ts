import { parseWithZod } from "@conform-to/zod/v4";
import type { SubmissionResult } from "@conform-to/react";
import { eq } from "drizzle-orm";
import { Authenticator } from "remix-auth";
import { FormStrategy } from "remix-auth-form";
import type { ControlDb } from "#db/control.server.ts";
import { users } from "#db/schema/control/index.ts";
import { verifyPassword } from "./passwords.server.ts";
import { signInSchema } from "./user.ts";

/** What the form shows: which field is wrong, or that the two do not fit (it never says which). */
export class SignInRefused extends Error {
  override name = "SignInRefused";
  readonly reply: SubmissionResult<string[]>;
  constructor(reply: SubmissionResult<string[]>) {
    super("the sign-in was refused");
    this.reply = reply;
  }
}

/** Who signs in, and the page that they were on the way to. */
export type SignedIn = { userId: string; isOperator: boolean; returnTo: string | undefined };

/** `authenticate("password", request)` resolves with who it is, or throws SignInRefused. */
export function authenticatorOf(control: ControlDb): Authenticator<SignedIn> {
  const authenticator = new Authenticator<SignedIn>();
  authenticator.use(
    new FormStrategy(async ({ form }) => {
      const submission = parseWithZod(form, { schema: signInSchema });
      if (submission.status !== "success") throw new SignInRefused(submission.reply());
      const { email, password, returnTo } = submission.value;
      const [user] = await control.select().from(users).where(eq(users.email, email));
      if (!(await verifyPassword(user?.passwordHash, password)) || !user) {
        const formErrors = ["sign-in:errors.refused"];
        throw new SignInRefused(submission.reply({ formErrors, hideFields: ["password"] }));
      }
      return { userId: user.id, isOperator: user.isOperator, returnTo };
    }),
    "password",
  );
  return authenticator;
}
