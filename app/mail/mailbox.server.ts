import { desc, eq } from "drizzle-orm";
import type { ControlDb } from "#db/control.server.ts";
import { mails } from "#db/schema/control/index.ts";

/** The last that were written, the newest first. */
export function listMails(control: ControlDb, limit: number) {
  return control
    .select({
      id: mails.id,
      recipient: mails.recipient,
      subject: mails.subject,
      createdAt: mails.createdAt,
    })
    .from(mails)
    .orderBy(desc(mails.id))
    .limit(limit);
}

export async function findMail(control: ControlDb, id: string) {
  const [mail] = await control
    .select({
      id: mails.id,
      recipient: mails.recipient,
      subject: mails.subject,
      createdAt: mails.createdAt,
      body: mails.body,
    })
    .from(mails)
    .where(eq(mails.id, id));
  return mail;
}
