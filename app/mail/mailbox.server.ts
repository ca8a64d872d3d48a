import { and, desc, eq, isNotNull, sql } from "drizzle-orm";
import type { ControlDb } from "#db/control.server.ts";
import { type MailBody, mails } from "#db/schema/control/index.ts";

/** The last that were written and can be read, the newest first. */
export function listMails(control: ControlDb, limit: number) {
  return control
    .select({
      id: mails.id,
      recipient: mails.recipient,
      subject: mails.subject,
      createdAt: mails.createdAt,
    })
    .from(mails)
    .where(isNotNull(mails.body))
    .orderBy(desc(mails.id))
    .limit(limit);
}

/** Undefined also where it was sent, since nothing is left to read. */
export async function findMail(control: ControlDb, id: string) {
  const [mail] = await control
    .select({
      id: mails.id,
      recipient: mails.recipient,
      subject: mails.subject,
      body: sql<MailBody>`${mails.body}`,
    })
    .from(mails)
    .where(and(eq(mails.id, id), isNotNull(mails.body)));
  return mail;
}
