import { eq, sql } from "drizzle-orm";
import { expect, onTestFinished, test, vi } from "vitest";
import { mails } from "#db/schema/control/index.ts";
import { testPlatform } from "../../tests/support/platform.ts";
import { mailerTo, smtpServer } from "../../tests/support/smtp.ts";
import { startMailJob } from "./mail-job.server.ts";
import { queueMail } from "./mails.server.ts";

const { platform, another } = await testPlatform();
const letter = {
  to: "ada@rsm.test",
  language: "fr",
  kind: "account-exists",
  values: { url: "http://localhost:3000/sign-in" },
} as const;

const never = 3_600_000;

function startJob(smtpUrl: string, everyMs: number) {
  const [onRefusal, onError] = [vi.fn<() => void>(), vi.fn<(error: unknown) => void>()];
  const job = startMailJob(platform, mailerTo(smtpUrl), { everyMs, onRefusal, onError });
  onTestFinished(() => job.stop());
  return { job, onError };
}

/** Until the job listens, it learns of mail by looking only. */
async function isListening() {
  await vi.waitFor(async () => {
    const [row] = await platform.operations.sql`
      select from pg_stat_activity
      where query ilike 'listen %' and state = 'idle' and datname = current_database()`;
    expect(row).toBeDefined();
  }, 15_000);
}

test("a mail is sent at the commit of its transaction, whichever process it is of", async () => {
  const { received, smtpUrl } = await smtpServer();
  const { onError } = startJob(smtpUrl, never);
  await isListening();
  const other = await another();
  await other.control.transaction(async (transaction) => {
    await queueMail(transaction, letter);
    await transaction.execute(sql`select pg_sleep(0.3)`);
    expect(received).toEqual([]);
  });
  await vi.waitFor(() => expect(received).toHaveLength(1), { timeout: 15_000 });
  expect(onError).not.toHaveBeenCalled();
});

test("a mail that nothing told of is found by looking again", async () => {
  const { received, smtpUrl } = await smtpServer();
  startJob(smtpUrl, 100);
  await isListening();
  const body = { text: "t", html: "<p>h</p>" };
  const { kind, language, to: recipient } = letter;
  await platform.control.insert(mails).values({ recipient, kind, language, subject: "s", body });
  await vi.waitFor(() => expect(received).toHaveLength(1), { timeout: 15_000 });
});

test("stopping waits for the mail that is under way, and begins no other", async () => {
  const answered = Promise.withResolvers<void>();
  const reached = Promise.withResolvers<void>();
  let under = 0;
  const { received, smtpUrl } = await smtpServer({
    beforeAnswer: () => ((under += 1), reached.resolve(), answered.promise),
  });
  for (let n = 0; n < 12; n += 1) await queueMail(platform.control, letter);
  const { job } = startJob(smtpUrl, never);
  await reached.promise;
  let stopped = false;
  const stopping = job.stop().then(() => (stopped = true));
  await new Promise((done) => setTimeout(done, 200));
  expect(stopped).toBe(false);
  answered.resolve();
  await stopping;
  expect(received).toHaveLength(under);
  expect(under).toBeLessThan(12);
  const sent = await platform.control
    .select({ attempts: mails.attempts })
    .from(mails)
    .where(eq(mails.subject, "Vous avez déjà un compte"));
  expect(sent.filter(({ attempts }) => attempts === 1).length).toBeGreaterThanOrEqual(under);
});
