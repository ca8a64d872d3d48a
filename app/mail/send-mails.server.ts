import { sql } from "drizzle-orm";
import type { ControlDb } from "#db/control.server.ts";
import type { MailBody } from "#db/schema/control/index.ts";
import type { Mailer } from "./mailer.server.ts";

type Claimed = {
  id: string;
  recipient: string;
  subject: string;
  body: MailBody;
  attempts: number;
};

const AT_ONCE = 10;

/** A sender that died lets go of what it had claimed after this. */
const CLAIM_MINUTES = 5;

/** Minutes until the next try, by how many there were; after the last the mail is given up. */
const RETRY_MINUTES = [1, 5, 30, 120, 720, 720, 720];

/**
 * Sends what is due, until nothing is. Several processes may do so at once: each claims rows that no
 * other has, by pushing their time on. A process that dies between sending and noting it sends again:
 * at least once, under one Message-ID. Returns how many were sent.
 */
export async function sendDueMails(
  control: ControlDb,
  mailer: Mailer,
  signal?: AbortSignal,
): Promise<number> {
  let sent = 0;
  while (!signal?.aborted) {
    const claimed = await claim(control);
    if (claimed.length === 0) return sent;
    for (const mail of claimed) {
      if (signal?.aborted) return sent;
      if (await trySending(control, mailer, mail)) sent += 1;
    }
  }
  return sent;
}

async function claim(control: ControlDb): Promise<Claimed[]> {
  return control.execute<Claimed>(sql`
    update mails set due_at = now() + make_interval(mins => ${CLAIM_MINUTES}),
      attempts = attempts + 1
    where id in (
      select id from mails
      where sent_at is null and given_up_at is null and due_at <= now()
      order by due_at limit ${AT_ONCE} for update skip locked)
    returning id, recipient, subject, body, attempts`);
}

async function trySending(control: ControlDb, mailer: Mailer, mail: Claimed): Promise<boolean> {
  const { id, recipient: to, subject, body, attempts } = mail;
  try {
    await mailer.send({ id, to, subject, body });
  } catch (error) {
    const { words, isFinal } = refusalOf(error);
    const minutes = isFinal ? undefined : RETRY_MINUTES[attempts - 1];
    await control.execute(sql`
      update mails set last_error = ${words},
        due_at = now() + make_interval(mins => ${minutes ?? 0}),
        given_up_at = case when ${minutes === undefined} then now() end
      where id = ${id}`);
    return false;
  }
  // What it held were secrets; nobody needs them twice.
  await control.execute(sql`
    update mails set sent_at = now(), body = null, last_error = null where id = ${id}`);
  return true;
}

/** What the server said, and whether it will say the same again (RFC 5321, 4.2.1). */
function refusalOf(error: unknown): { words: string; isFinal: boolean } {
  const code = error instanceof Error && "responseCode" in error ? Number(error.responseCode) : 0;
  const words = error instanceof Error ? error.message : String(error);
  return { words: words.slice(0, 500), isFinal: code >= 500 };
}
