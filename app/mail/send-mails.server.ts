import { sql } from "drizzle-orm";
import type { ControlDb } from "#db/control.server.ts";
import type { MailBody } from "#db/schema/control/index.ts";
import { type Attempt, type Mailer, SEND_SECONDS } from "./mailer.server.ts";

/** A try that failed, for the log: no word of the mail and no address of a person. */
export type Refusal = {
  mail: string;
  kind: string;
  attempts: number;
  answer: string;
  givenUp: boolean;
};

type Sending = {
  signal?: AbortSignal;
  onRefusal?: (refusal: Refusal) => void;
};

type Claimed = {
  id: string;
  kind: string;
  recipient: string;
  subject: string;
  body: MailBody;
  attempts: number;
};

const AT_ONCE = 4;

/** A sender that died lets go of its mail after this: long after one that lives would be done. */
const CLAIM_SECONDS = 4 * SEND_SECONDS;

/** Minutes until the next try, by how many there were; after the last the mail is given up. */
const RETRY_MINUTES = [1, 5, 30, 120, 720, 720, 720];

/**
 * Sends what is due, until nothing is; with `signal`, until the mails that are under way are done.
 * Several processes may do so at once: each claims a mail that no other has, by pushing its time on
 * in the statement that finds it. A process that dies between sending and noting it leaves a mail
 * that is sent again: at least once, under one Message-ID, so that a receiver can drop the second.
 * The other order could lose it. Returns how many were sent; throws what the database throws.
 */
export async function sendDueMails(
  control: ControlDb,
  mailer: Mailer,
  sending: Sending = {},
): Promise<number> {
  const lines = Array.from({ length: AT_ONCE }, () => sendOneByOne(control, mailer, sending));
  // Each line to its end, also where another failed: whoever asked may close what they use.
  const results = await Promise.allSettled(lines);
  return results.reduce((sum, result) => {
    if (result.status === "rejected") throw result.reason;
    return sum + result.value;
  }, 0);
}

async function sendOneByOne(control: ControlDb, mailer: Mailer, { signal, onRefusal }: Sending) {
  let sent = 0;
  while (!signal?.aborted) {
    const mail = await claim(control);
    if (!mail) break;
    const { id, kind, recipient: to, subject, body, attempts } = mail;
    const attempt = await mailer.send({ id, to, subject, body });
    if (attempt.taken) {
      await noteSent(control, id);
      sent += 1;
    } else {
      const givenUp = await noteRefusal(control, mail, attempt);
      onRefusal?.({ mail: id, kind, attempts, answer: attempt.answer, givenUp });
    }
  }
  return sent;
}

async function claim(control: ControlDb): Promise<Claimed | undefined> {
  const [mail] = await control.execute<Claimed>(sql`
    update mails set due_at = now() + make_interval(secs => ${CLAIM_SECONDS}),
      attempts = attempts + 1
    where id = (
      select id from mails
      where sent_at is null and given_up_at is null and due_at <= now()
      order by due_at limit 1 for update skip locked)
    returning id, kind, recipient, subject, body, attempts`);
  return mail;
}

/** What it held were secrets; nobody needs them twice. */
async function noteSent(control: ControlDb, id: string) {
  await control.execute(sql`
    update mails set sent_at = now(), body = null, last_error = null where id = ${id}`);
}

/** Nothing where its claim has passed to another meanwhile. Returns whether it was the last try. */
async function noteRefusal(
  control: ControlDb,
  { id, attempts }: Claimed,
  { answer, isForGood }: Extract<Attempt, { taken: false }>,
): Promise<boolean> {
  const minutes = isForGood ? undefined : RETRY_MINUTES[attempts - 1];
  const outcome =
    minutes === undefined
      ? sql`given_up_at = now(), body = null`
      : sql`due_at = now() + make_interval(mins => ${minutes})`;
  await control.execute(sql`
    update mails set last_error = ${answer}, ${outcome}
    where id = ${id} and attempts = ${attempts} and sent_at is null`);
  return minutes === undefined;
}
