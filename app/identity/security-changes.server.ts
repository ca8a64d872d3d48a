import { eq } from "drizzle-orm";
import { users } from "#db/schema/control/index.ts";
import { queueMail } from "#app/mail/mails.server.ts";
import { type PlatformEvent, recordEvent } from "./events.server.ts";
import { type ControlWork, revokeSignIns } from "./sign-ins.server.ts";
import type { Visitor } from "./visitor.server.ts";

const MAILED = {
  "password-changed": "password",
  "second-factor-on": "second-factor-on",
  "second-factor-off": "second-factor-off",
  "identity-linked": "identity-linked",
  "identity-unlinked": "identity-unlinked",
  "recovery-codes-renewed": "recovery-codes",
} as const satisfies Partial<Record<PlatformEvent["kind"], string>>;

type Change = {
  kind: keyof typeof MAILED;
  userId: string;
  /** What it was about, in words and ids. */
  detail?: Record<string, unknown>;
  /** Null where an operator did it. */
  visitor: Visitor | null;
  appUrl: string;
};

/**
 * What follows whenever a way to sign in to an account is changed or taken away: its other sign-ins end,
 * it is recorded, and the person is told by mail, in case it was somebody else.
 */
export async function followSecurityChange(
  control: ControlWork,
  {
    signInId,
    ...change
  }: Change & {
    /** The sign-in by which it was done; null where there was none. */
    signInId: string | null;
  },
): Promise<void> {
  await revokeSignIns(control, change.userId, { except: signInId });
  await tellOfSecurityChange(control, change);
}

/** The same where a way to sign in came to be: nothing that was signed in before is in doubt. */
export async function tellOfSecurityChange(
  control: ControlWork,
  { kind, userId, detail = {}, visitor, appUrl }: Change,
): Promise<void> {
  const [user] = await control
    .select({ email: users.email, language: users.language })
    .from(users)
    .where(eq(users.id, userId));
  if (!user) throw new Error("whose security changed has no account");
  await recordEvent(control, visitor, { kind, userId, detail });
  await queueMail(control, {
    to: user.email,
    language: user.language,
    kind: "security-changed",
    values: { what: MAILED[kind], url: `${appUrl}/account` },
  });
}
