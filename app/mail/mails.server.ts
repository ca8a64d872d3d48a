import { createHash } from "node:crypto";
import { lt, or, sql } from "drizzle-orm";
import type { ControlDb } from "#db/control.server.ts";
import { type MailBody, mails } from "#db/schema/control/index.ts";
import type { Language } from "#app/i18n/i18n.ts";
import { writeMail, type MailKind, type MailValues } from "./write-mail.ts";

export type NewMail<Kind extends MailKind> = {
  to: string;
  language: Language;
  kind: Kind;
  values: MailValues[Kind];
  replyTo?: string | undefined;
  attachments?: MailBody["attachments"];
  /** What this mail is of: a second one of the same is not queued. */
  once?: string;
};

/** The channel on which the database tells senders of a mail, in whichever process they are. */
export const MAIL_QUEUED = "mail_queued";

/**
 * Puts a mail into the outbox; `control` may be a transaction, and nothing is sent before it commits.
 * A job sends it, tries again where that fails, and empties it once it is sent.
 */
export async function queueMail<Kind extends MailKind>(
  control: Pick<ControlDb, "insert">,
  { to, language, kind, values, once, ...more }: NewMail<Kind>,
): Promise<void> {
  const { subject, ...written } = writeMail(language, kind, values);
  const body: MailBody = { ...written, ...more };
  await control
    .insert(mails)
    .values({ ...(once && { id: idOf(once) }), recipient: to, language, kind, subject, body })
    .onConflictDoNothing()
    // Told at commit, and not where it is rolled back.
    .returning({ told: sql`pg_notify(${MAIL_QUEUED}, '')` });
}

// A UUID of version 8, "made by whoever makes it" (RFC 9562, 5.8).
function idOf(once: string): string {
  const hash = createHash("sha256").update(once).digest("hex");
  const [a, b, c, d] = [
    hash.slice(0, 8),
    hash.slice(8, 12),
    hash.slice(13, 16),
    hash.slice(17, 20),
  ];
  return `${a}-${b}-8${c}-8${d}-${hash.slice(20, 32)}`;
}

const KEPT_DAYS = 30;

/** Removes mails that were sent, or given up, more than 30 days ago: each says who got what, and when. */
export async function sweepMails(control: Pick<ControlDb, "delete">): Promise<void> {
  const past = sql`now() - make_interval(days => ${KEPT_DAYS})`;
  await control.delete(mails).where(or(lt(mails.sentAt, past), lt(mails.givenUpAt, past)));
}
