import { once } from "node:events";
import { sql } from "drizzle-orm";
import { type ParsedMail, simpleParser } from "mailparser";
import { SMTPServer, type SMTPServerOptions } from "smtp-server";
import { beforeEach, expect, onTestFinished, test, vi } from "vitest";
import { mails } from "#db/schema/control/index.ts";
import { testPlatform } from "../../tests/support/platform.ts";
import "#app/i18n/i18n.server.ts";
import { openMailer } from "./mailer.server.ts";
import { queueMail } from "./mails.server.ts";
import { sendDueMails } from "./send-mails.server.ts";

const { platform, another } = await testPlatform();
const { control } = platform;
const url = "http://localhost:3000/sign-in/link/s3cret";
const link = { to: "ada@rsm.test", kind: "magic-link", values: { url, minutes: 15 } } as const;

beforeEach(() => control.delete(mails));

/** A real SMTP server on loopback; `onRcptTo` may refuse. */
async function smtpServer(options: Pick<SMTPServerOptions, "onRcptTo"> = {}) {
  const received: ParsedMail[] = [];
  const server = new SMTPServer({
    ...options,
    authOptional: true,
    disabledCommands: ["STARTTLS", "AUTH"],
    async onData(stream, _session, answer) {
      received.push(await simpleParser(stream));
      answer();
    },
  });
  server.listen(0, "127.0.0.1");
  await once(server.server, "listening");
  const { port } = server.server.address() as { port: number };
  const smtpUrl = `smtp://127.0.0.1:${port}`;
  const settings = { smtpUrl, mailFrom: "Studios <no-reply@rsm.test>", appDomain: "rsm.test" };
  const mailer = openMailer(settings)!;
  onTestFinished(() => {
    mailer.close();
    server.close();
  });
  return { received, mailer };
}

async function kept() {
  return control.select().from(mails);
}

test.each([
  { language: "fr", subject: "Votre lien de connexion", button: "Se connecter" },
  { language: "en", subject: "Your sign-in link", button: "Sign in" },
] as const)("a mail arrives in $language, as text and as HTML, and is emptied", async (words) => {
  const { received, mailer } = await smtpServer();
  await queueMail(control, { ...link, language: words.language });
  expect(await sendDueMails(control, mailer)).toBe(1);
  expect(received).toHaveLength(1);
  const [mail] = received;
  expect(mail).toMatchObject({
    subject: words.subject,
    from: { text: expect.stringContaining("Studios") },
  });
  expect(mail!.text).toContain(url);
  expect(mail!.html).toContain(`href="${url}"`);
  expect(mail!.html).toContain(words.button);
  expect(await kept()).toMatchObject([{ body: null, sentAt: expect.any(Date) }]);
  expect(await sendDueMails(control, mailer)).toBe(0);
});

test("a name is text, whatever it holds", async () => {
  const { received, mailer } = await smtpServer();
  const studio = '<b>"Ré&mi</b>\r\nBcc: all@rsm.test';
  await queueMail(control, {
    to: "ada@rsm.test",
    language: "fr",
    kind: "invitation",
    values: { studio, inviter: "Bob", role: "engineer", url, days: 7 },
  });
  await sendDueMails(control, mailer);
  const [mail] = received;
  expect(mail!.subject).toBe('Bob vous invite dans <b>"Ré&mi</b> Bcc: all@rsm.test');
  expect(mail!.bcc).toBeUndefined();
  expect(mail!.html).toContain("&lt;b&gt;&quot;Ré&amp;mi&lt;/b&gt;");
  expect(mail!.text).toContain("ingénieur du son");
});

test("a mail of a transaction that was rolled back is not sent", async () => {
  const { received, mailer } = await smtpServer();
  const undone = control.transaction(async (transaction) => {
    await queueMail(transaction, { ...link, language: "fr" });
    throw new Error("undone");
  });
  await expect(undone).rejects.toThrow("undone");
  expect(await sendDueMails(control, mailer)).toBe(0);
  expect(received).toEqual([]);
});

test("a mail that is refused for now is sent later, under the same id", async () => {
  let refusals = 1;
  const { received, mailer } = await smtpServer({
    onRcptTo(_address, _session, done) {
      refusals -= 1;
      done(refusals < 0 ? null : Object.assign(new Error("try later"), { responseCode: 450 }));
    },
  });
  await queueMail(control, { ...link, language: "fr" });
  expect(await sendDueMails(control, mailer)).toBe(0);
  const [waiting] = await kept();
  expect(waiting).toMatchObject({ attempts: 1, sentAt: null, givenUpAt: null });
  expect(waiting!.lastError).toContain("450");
  expect(waiting!.dueAt.getTime()).toBeGreaterThan(Date.now());
  await control.update(mails).set({ dueAt: sql`now()` });
  expect(await sendDueMails(control, mailer)).toBe(1);
  expect(received[0]!.messageId).toBe(`<${waiting!.id}@rsm.test>`);
});

test("a mail that is refused for good, or too often, is given up", async () => {
  let responseCode = 550;
  const { mailer } = await smtpServer({
    onRcptTo: (_address, _session, done) =>
      done(Object.assign(new Error("no such person"), { responseCode })),
  });
  await queueMail(control, { ...link, language: "fr" });
  await sendDueMails(control, mailer);
  expect(await kept()).toMatchObject([{ attempts: 1, givenUpAt: expect.any(Date) }]);

  responseCode = 450;
  await control.delete(mails);
  await queueMail(control, { ...link, language: "fr" });
  for (let n = 0; n < 8; n += 1) {
    await control.update(mails).set({ dueAt: sql`now()` });
    await sendDueMails(control, mailer);
  }
  expect(await kept()).toMatchObject([{ attempts: 8, givenUpAt: expect.any(Date) }]);
});

test("of two senders at once each mail is sent by one", async () => {
  const { received, mailer } = await smtpServer();
  const other = await another();
  const names = Array.from({ length: 30 }, (_, n) => `p${n}@rsm.test`);
  for (const to of names) await queueMail(control, { ...link, to, language: "fr" });
  await Promise.all([sendDueMails(control, mailer), sendDueMails(other.control, mailer)]);
  const to = received.flatMap((mail) => [mail.to].flat().map((each) => each!.text));
  expect(to.sort()).toEqual(names.sort());
});

test("what a sender that died had claimed is due again", async () => {
  const { received, mailer } = await smtpServer();
  await queueMail(control, { ...link, language: "fr" });
  // A process that ends in the middle of sending answers nothing any more.
  void sendDueMails(control, { send: () => new Promise(() => {}), close: () => {} });
  await vi.waitFor(async () => expect(await kept()).toMatchObject([{ attempts: 1 }]));
  expect(await sendDueMails(control, mailer)).toBe(0);
  await control.update(mails).set({ dueAt: sql`now()` });
  expect(await sendDueMails(control, mailer)).toBe(1);
  expect(received).toHaveLength(1);
});
