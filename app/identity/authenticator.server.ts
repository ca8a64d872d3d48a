import { parseWithZod } from "@conform-to/zod/v4";
import type { SubmissionResult } from "@conform-to/react";
import { eq } from "drizzle-orm";
import { Authenticator } from "remix-auth";
import { FormStrategy } from "remix-auth-form";
import type { ControlDb } from "#db/control.server.ts";
import { users } from "#db/schema/control/index.ts";
import { recordEvent } from "./events.server.ts";
import { LinkExpired, MagicLinkStrategy } from "./magic-link.server.ts";
import { takeLink } from "./one-time-links.server.ts";
import { verifyPassword } from "./passwords.server.ts";
import { proveEmail } from "./sign-up.server.ts";
import { addressKey, countTries, forgetTries, uncountTry } from "./throttle.server.ts";
import { signInSchema } from "./user.ts";
import type { Visitor } from "./visitor.server.ts";

/** What the form shows: which field is wrong, or that the two do not fit (it never says which). */
export class SignInRefused extends Error {
  override name = "SignInRefused";
  readonly reply: SubmissionResult<string[]>;
  constructor(reply: SubmissionResult<string[]>) {
    super("the sign-in was refused");
    this.reply = reply;
  }
}

/** The password was right; that the address is theirs the person has still to show. */
export class EmailUnverified extends Error {
  override name = "EmailUnverified";
  readonly userId: string;
  constructor(userId: string) {
    super("the address is not verified");
    this.userId = userId;
  }
}

/** Who signs in, and the page that they were on the way to. */
export type SignedIn = { userId: string; returnTo: string | undefined };

/**
 * `authenticate("password", request)` resolves with who it is, or throws SignInRefused or
 * EmailUnverified; `authenticate("magic-link", request)` uses the link up, or throws LinkExpired.
 */
export function authenticatorOf(control: ControlDb, visitor: Visitor): Authenticator<SignedIn> {
  return new Authenticator<SignedIn>()
    .use(new FormStrategy(({ form }) => signInByPassword(control, visitor, form)), "password")
    .use(new MagicLinkStrategy(({ secret }) => signInByLink(control, secret)), "magic-link");
}

async function signInByPassword(
  control: ControlDb,
  visitor: Visitor,
  form: FormData,
): Promise<SignedIn> {
  const submission = parseWithZod(form, { schema: signInSchema });
  if (submission.status !== "success") throw new SignInRefused(submission.reply());
  const { email, password, returnTo } = submission.value;
  const account = `account:${email.toLowerCase()}` as const;
  const address = addressKey("address", visitor.address);
  const isAllowed = await countTries(control, [account, address]);
  const [user] = await control.select().from(users).where(eq(users.email, email));
  // Also where it is refused already: the time of the answer would tell that it was.
  const isRight = await verifyPassword(isAllowed ? user?.passwordHash : null, password);
  if (!isRight || !user) {
    if (isAllowed) {
      await recordEvent(control, visitor, { kind: "sign-in-refused", userId: user?.id ?? null });
    }
    const formErrors = ["sign-in:errors.refused"];
    throw new SignInRefused(submission.reply({ formErrors, hideFields: ["password"] }));
  }
  await forgetTries(control, account);
  await uncountTry(control, address);
  if (!user.emailVerifiedAt) throw new EmailUnverified(user.id);
  return { userId: user.id, returnTo };
}

async function signInByLink(control: ControlDb, secret: string): Promise<SignedIn> {
  return control.transaction(async (transaction) => {
    const link = await takeLink(transaction, "magic-link", secret);
    if (!link) throw new LinkExpired();
    await proveEmail(transaction, link.userId);
    return { userId: link.userId, returnTo: link.returnTo ?? undefined };
  });
}
