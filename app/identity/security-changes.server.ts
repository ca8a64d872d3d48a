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
  "identity-unlinked": "identity-unlinked",
} as const satisfies Partial<Record<PlatformEvent["kind"], string>>;

/**
 * What follows whenever the ways to sign in to an account change: its other sign-ins end, it is
 * recorded, and the person is told by mail, in case it was somebody else.
 */
export async function followSecurityChange(
  control: ControlWork,
  change: {
    kind: keyof typeof MAILED;
    userId: string;
    /** The sign-in by which it was done; null where there was none. */
    signInId: string | null;
    visitor: Visitor;
    appUrl: string;
  },
): Promise<void> {
  const { kind, userId, signInId, visitor, appUrl } = change;
  const [user] = await control
    .select({ email: users.email, language: users.language })
    .from(users)
    .where(eq(users.id, userId));
  if (!user) throw new Error("whose security changed has no account");
  await revokeSignIns(control, userId, { except: signInId });
  await recordEvent(control, visitor, { kind, userId });
  await queueMail(control, {
    to: user.email,
    language: user.language,
    kind: "security-changed",
    values: { what: MAILED[kind], url: `${appUrl}/account` },
  });
}
