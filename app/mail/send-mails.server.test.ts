import { spawn } from "node:child_process";
import { once } from "node:events";
import path from "node:path";
import process from "node:process";
import { sql } from "drizzle-orm";
import { beforeEach, expect, inject, onTestFinished, test } from "vitest";
import { mails } from "#db/schema/control/index.ts";
import { TEST_SECRETS_KEY } from "../../tests/support/cluster.ts";
import type { SenderOrder } from "../../tests/support/mail-sender-process.ts";
import { testPlatform } from "../../tests/support/platform.ts";
import { mailerTo, smtpServer } from "../../tests/support/smtp.ts";
import { queueMail } from "./mails.server.ts";
import { type Refusal, sendDueMails } from "./send-mails.server.ts";

const { platform, prefix, another } = await testPlatform();
const { control } = platform;
const secret = "q3Zl0pX9wT6uYb2nR8cV4mK7jH1gF5dS_aE-iOqLxZw";
const url = `http://localhost:3000/sign-in/link/${secret}`;
const link = { to: "ada@rsm.test", kind: "magic-link", values: { url, minutes: 15 } } as const;

beforeEach(() => control.delete(mails));

function queueLink(to: string = link.to, language: "fr" | "en" = "fr") {
  return queueMail(control, { ...link, to, language });
}

function kept() {
  return control.select().from(mails).orderBy(mails.id);
}

/** As if the time until the next try had passed. */
function letTimePass() {
  return control.update(mails).set({ dueAt: sql`now()` });
}

test.each([
  { language: "fr", subject: "Votre lien de connexion", button: "Se connecter" },
  { language: "en", subject: "Your sign-in link", button: "Sign in" },
] as const)("a mail arrives in $language, as text and as HTML, and is emptied", async (words) => {
  const { received, smtpUrl } = await smtpServer();
  await queueLink("ada@rsm.test", words.language);
  expect(await sendDueMails(control, mailerTo(smtpUrl))).toBe(1);
  const [mail] = received;
  expect(mail).toMatchObject({
    subject: words.subject,
    from: { value: [{ name: "Studios", address: "no-reply@rsm.test" }] },
    to: { value: [{ address: "ada@rsm.test" }] },
  });
  expect(mail!.headers.get("auto-submitted")).toBe("auto-generated");
  expect(mail!.text).toContain(url);
  expect(mail!.html).toContain(`href="${url}"`);
  expect(mail!.html).toContain(words.button);
  expect(await kept()).toMatchObject([{ body: null, sentAt: expect.any(Date) }]);
  expect(await sendDueMails(control, mailerTo(smtpUrl))).toBe(0);
});

test("a name begins no header, and arrives as text", async () => {
  const { received, smtpUrl } = await smtpServer();
  const studio = '<b>"Ré&mi</b>\r\nBcc: all@rsm.test';
  await queueMail(control, {
    to: "ada@rsm.test",
    language: "fr",
    kind: "invitation",
    values: { studio, inviter: "Bob", role: "engineer", url, days: 7 },
  });
  await sendDueMails(control, mailerTo(smtpUrl));
  const [mail] = received;
  expect(mail!.subject).toBe('Bob vous invite dans <b>"Ré&mi</b> Bcc: all@rsm.test');
  expect(mail!.bcc).toBeUndefined();
  expect(mail!.recipients).toEqual(["ada@rsm.test"]);
  expect(mail!.html).toContain("&lt;b&gt;&quot;Ré&amp;mi&lt;/b&gt;");
});

test.each(["ada@rsm.test, eve@rsm.test", "ada@rsm.test\r\nRCPT TO:<eve@rsm.test>"])(
  "an address that holds a second one reaches nobody else: %j",
  async (to) => {
    const { received, smtpUrl } = await smtpServer();
    await queueLink(to);
    await sendDueMails(control, mailerTo(smtpUrl));
    expect(received.flatMap(({ recipients }) => recipients)).not.toContain("eve@rsm.test");
  },
);

test("a mail of a transaction that was rolled back is not sent", async () => {
  const { received, smtpUrl } = await smtpServer();
  const undone = control.transaction(async (transaction) => {
    await queueMail(transaction, { ...link, language: "fr" });
    throw new Error("undone");
  });
  await expect(undone).rejects.toThrow("undone");
  expect(await sendDueMails(control, mailerTo(smtpUrl))).toBe(0);
  expect(received).toEqual([]);
});

test("a mail that is refused for now is sent later, under the same id", async () => {
  const recipientReplies = [{ code: 450, text: "try later" }];
  const { received, smtpUrl } = await smtpServer({ recipientReplies });
  const mailer = mailerTo(smtpUrl);
  await queueLink();
  expect(await sendDueMails(control, mailer)).toBe(0);
  const [waiting] = await kept();
  expect(waiting).toMatchObject({ attempts: 1, sentAt: null, givenUpAt: null });
  expect(waiting!.lastError).toBe("450 try later");
  const secondsLeft = (waiting!.dueAt.getTime() - Date.now()) / 1000;
  expect(secondsLeft).toBeGreaterThan(50);
  expect(secondsLeft).toBeLessThan(61);
  await letTimePass();
  expect(await sendDueMails(control, mailer)).toBe(1);
  expect(received[0]!.messageId).toBe(`<${waiting!.id}@rsm.test>`);
  expect(await kept()).toMatchObject([{ attempts: 2, lastError: null, body: null }]);
});

test("a mail whose recipient is refused for good is given up and emptied", async () => {
  const recipientReplies = [{ code: 550, text: "no such person" }];
  const { smtpUrl } = await smtpServer({ recipientReplies });
  await queueLink();
  await sendDueMails(control, mailerTo(smtpUrl));
  expect(await kept()).toMatchObject([
    { attempts: 1, givenUpAt: expect.any(Date), lastError: "550 no such person", body: null },
  ]);
});

test("a mail that is refused for now is given up after the eighth try", async () => {
  const recipientReplies = Array.from({ length: 8 }, () => ({ code: 450, text: "try later" }));
  const { received, smtpUrl } = await smtpServer({ recipientReplies });
  const mailer = mailerTo(smtpUrl);
  await queueLink();
  for (let n = 0; n < 9; n += 1) {
    await letTimePass();
    await sendDueMails(control, mailer);
  }
  expect(await kept()).toMatchObject([{ attempts: 8, givenUpAt: expect.any(Date), body: null }]);
  expect(received).toEqual([]);
});

test("neither the log nor the row repeats a link that a filter quotes", async () => {
  const contentReplies = [
    { code: 554, text: `we do not like ${url}` },
    { code: 554, text: `we do not like the path ${secret} either` },
  ];
  const { smtpUrl } = await smtpServer({ contentReplies });
  const refusals: Refusal[] = [];
  const sending = { onRefusal: (refusal: Refusal) => refusals.push(refusal) };
  await queueLink();
  await sendDueMails(control, mailerTo(smtpUrl), sending);
  await letTimePass();
  await sendDueMails(control, mailerTo(smtpUrl), sending);
  const [row] = await kept();
  expect(refusals).toEqual([
    {
      mail: row!.id,
      kind: "magic-link",
      attempts: 1,
      answer: "554 we do not like …",
      givenUp: false,
    },
    { mail: row!.id, kind: "magic-link", attempts: 2, answer: row!.lastError, givenUp: false },
  ]);
  expect(JSON.stringify([refusals, row!.lastError])).not.toContain(secret);
});

test("of fifty mails and two senders at once each is sent exactly once", async () => {
  const { received, smtpUrl } = await smtpServer();
  const other = await another();
  const names = Array.from({ length: 50 }, (_, n) => `p${n}@rsm.test`);
  for (const to of names) await queueLink(to);
  const sent = await Promise.all([
    sendDueMails(control, mailerTo(smtpUrl)),
    sendDueMails(other.control, mailerTo(smtpUrl)),
  ]);
  expect(sent[0] + sent[1]).toBe(50);
  expect(Math.min(...sent)).toBeGreaterThan(0);
  const reached = received.flatMap(({ recipients }) => recipients);
  expect(reached.toSorted()).toEqual(names.toSorted());
  expect(new Set(received.map((mail) => mail.messageId)).size).toBe(50);
});

test(
  "what a killed process was sending is due again, and sent under the same id",
  { timeout: 60_000 },
  async () => {
    const killed = Promise.withResolvers<void>();
    const reached = Promise.withResolvers<void>();
    const slow = await smtpServer({ beforeAnswer: () => (reached.resolve(), killed.promise) });
    await queueLink();
    const sender = startSender(slow.smtpUrl);
    const closed = once(sender, "close");
    await Promise.race([reached.promise, closed]);
    expect(sender.kill("SIGKILL")).toBe(true);
    await closed;
    killed.resolve();
    const [claimed] = await kept();
    expect(claimed).toMatchObject({
      attempts: 1,
      sentAt: null,
      body: { text: expect.any(String) },
    });

    const { received, smtpUrl } = await smtpServer();
    expect(await sendDueMails(control, mailerTo(smtpUrl))).toBe(0);
    await letTimePass();
    expect(await sendDueMails(control, mailerTo(smtpUrl))).toBe(1);
    expect(received[0]!.messageId).toBe(`<${claimed!.id}@rsm.test>`);
  },
);

test("a refusal that comes when another has the mail by now changes nothing", async () => {
  const goesOn = Promise.withResolvers<void>();
  const reached = Promise.withResolvers<void>();
  const slow = await smtpServer({
    contentReplies: [{ code: 451, text: "too slow" }],
    beforeAnswer: () => (reached.resolve(), goesOn.promise),
  });
  const { smtpUrl } = await smtpServer();
  await queueLink();
  const late = sendDueMails(control, mailerTo(slow.smtpUrl));
  await reached.promise;
  await letTimePass();
  expect(await sendDueMails(control, mailerTo(smtpUrl))).toBe(1);
  goesOn.resolve();
  expect(await late).toBe(0);
  expect(await kept()).toMatchObject([{ sentAt: expect.any(Date), lastError: null, body: null }]);
});

function startSender(smtpUrl: string) {
  const order: SenderOrder = {
    adminUrl: inject("clusters").main,
    secretsKey: TEST_SECRETS_KEY.toString("base64"),
    prefix,
    smtpUrl,
  };
  const script = path.join(import.meta.dirname, "../../tests/support/mail-sender-process.ts");
  const sender = spawn(process.execPath, [script, JSON.stringify(order)], { stdio: "inherit" });
  onTestFinished(() => void sender.kill("SIGKILL"));
  return sender;
}
