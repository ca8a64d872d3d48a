import { expect, test, vi } from "vitest";
import { mailerTo, smtpServer } from "../../tests/support/smtp.ts";
import { keepsMail, openMailer } from "./mailer.server.ts";

const anyCertificate = "?tls.rejectUnauthorized=false";
const envelope = {
  id: "0199",
  to: "ada@rsm.test",
  subject: "Hello",
  body: { text: "s3cret", html: "<p>s3cret</p>" },
};

test.each(["starttls", "from the start"] as const)("mail goes by TLS, %s", async (tls) => {
  const { received, smtpUrl } = await smtpServer({ tls });
  expect(await mailerTo(smtpUrl + anyCertificate).send(envelope)).toEqual({ taken: true });
  expect(received[0]!.secure).toBe(true);
});

test.each(["starttls", "from the start"] as const)(
  "a certificate that nobody vouches for gets no mail, %s",
  async (tls) => {
    const { received, smtpUrl } = await smtpServer({ tls });
    const attempt = await mailerTo(smtpUrl).send(envelope);
    expect(attempt).toMatchObject({ taken: false, isForGood: false });
    expect(received).toEqual([]);
  },
);

test("a server without TLS is spoken to in clear", async () => {
  const { received, smtpUrl } = await smtpServer();
  expect(await mailerTo(smtpUrl).send(envelope)).toEqual({ taken: true });
  expect(received[0]!.secure).toBe(false);
});

test("a password that the server refuses is no fault of the mail, and is not repeated", async () => {
  const { smtpUrl } = await smtpServer({
    onAuth: (_auth, _session, done) =>
      done(Object.assign(new Error("5.7.8 Bad credentials"), { responseCode: 535 })),
  });
  const attempt = await mailerTo(smtpUrl.replace("//", "//rsm:hunter2@")).send(envelope);
  expect(attempt).toEqual({
    taken: false,
    answer: "535 5.7.8 Bad credentials",
    isForGood: false,
  });
});

test.each([
  { code: 550, text: "5.1.1 no such person", isForGood: true },
  { code: 553, text: "no such person", isForGood: true },
  { code: 450, text: "4.2.0 greylisted", isForGood: false },
  { code: 554, text: "5.7.1 relaying denied", isForGood: false },
])("a recipient that is refused with $code $text is so for good: $isForGood", async (reply) => {
  const { smtpUrl } = await smtpServer({ recipientReplies: [reply] });
  expect(await mailerTo(smtpUrl).send(envelope)).toEqual({
    taken: false,
    answer: `${reply.code} ${reply.text}`,
    isForGood: reply.isForGood,
  });
});

test("a letter that is refused may be taken another time", async () => {
  const contentReplies = [{ code: 554, text: "looks like spam" }];
  const { smtpUrl } = await smtpServer({ contentReplies });
  const attempt = await mailerTo(smtpUrl).send(envelope);
  expect(attempt).toEqual({ taken: false, answer: "554 looks like spam", isForGood: false });
});

test("a server that is away is no fault of the mail", async () => {
  const attempt = await mailerTo("smtp://127.0.0.1:1").send(envelope);
  expect(attempt).toMatchObject({ taken: false, isForGood: false });
  expect(attempt).toHaveProperty("answer", expect.stringContaining("ECONNREFUSED"));
});

test("an address that asks for a log of what is sent gets none", async () => {
  const { smtpUrl } = await smtpServer();
  const printed = vi.spyOn(console, "log");
  const mailer = mailerTo(`${smtpUrl}?logger=true&debug=true&transactionLog=true`);
  expect(await mailer.send(envelope)).toEqual({ taken: true });
  expect(printed).not.toHaveBeenCalled();
});

test("without a server mail is kept to be read in development and in the demo, never else", () => {
  const kept = (production: boolean, demo: boolean, smtpUrl?: string) =>
    keepsMail({ smtpUrl, production, demo });
  expect([kept(false, false), kept(true, true), kept(false, true)]).toEqual([true, true, true]);
  expect(kept(true, false)).toBe(false);
  expect(kept(false, true, "smtp://localhost")).toBe(false);
  expect(openMailer({ smtpUrl: undefined, mailFrom: "", appDomain: "" })).toBeUndefined();
});
