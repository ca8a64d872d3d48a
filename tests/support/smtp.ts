import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { type ParsedMail, simpleParser } from "mailparser";
import { SMTPServer, type SMTPServerOptions } from "smtp-server";
import { onTestFinished, vi } from "vitest";
import { type Mailer, openMailer } from "#app/mail/mailer.server.ts";

/** A letter, whom its sender named to the server, and whether by TLS. */
export type Received = ParsedMail & { recipients: string[]; secure: boolean };

/** What one try to deliver meets: 250, or the reply that stands here. */
export type Reply = { code: number; text: string };

type Wish = {
  /** Without it there is no TLS; its certificate is nobody's. */
  tls?: "starttls" | "from the start";
  /** Of each try in turn; after the last, all are taken. */
  recipientReplies?: Reply[];
  contentReplies?: Reply[];
  /** Of each letter, after it was read and before it is answered. */
  beforeAnswer?: () => Promise<void>;
  onAuth?: SMTPServerOptions["onAuth"];
};

/** A real SMTP server on loopback, until the test is finished. `smtpUrl` leads to it. */
export async function smtpServer(wish: Wish = {}) {
  const received: Received[] = [];
  const [recipientReplies, contentReplies] = [
    [...(wish.recipientReplies ?? [])],
    [...(wish.contentReplies ?? [])],
  ];
  // It warns that everybody has the key of its own certificate.
  const warning = wish.tls && vi.spyOn(console, "error").mockReturnValue();
  const server = new SMTPServer({
    secure: wish.tls === "from the start",
    authOptional: !wish.onAuth,
    ...(wish.onAuth && { onAuth: wish.onAuth, allowInsecureAuth: true }),
    disabledCommands: [
      ...(wish.tls === "starttls" ? [] : ["STARTTLS"]),
      ...(wish.onAuth ? [] : ["AUTH"]),
    ],
    onRcptTo: (_address, _session, done) => done(errorOf(recipientReplies.shift())),
    async onData(stream, session, answer) {
      // Read now: the session is used for the next letter.
      const recipients = session.envelope.rcptTo.map(({ address }) => address);
      const mail = await simpleParser(stream);
      await wish.beforeAnswer?.();
      const refusal = errorOf(contentReplies.shift());
      if (!refusal) received.push(Object.assign(mail, { recipients, secure: session.secure }));
      answer(refusal);
    },
  });
  warning?.mockRestore();
  // A client that refuses the certificate, or is killed, is part of the tests.
  server.on("error", () => {});
  server.listen(0, "127.0.0.1");
  await once(server.server, "listening");
  const { port } = server.server.address() as AddressInfo;
  onTestFinished(() => new Promise<void>((resolve) => server.close(() => resolve())));
  const scheme = wish.tls === "from the start" ? "smtps" : "smtp";
  return { received, server, smtpUrl: `${scheme}://127.0.0.1:${port}` };
}

export function mailerTo(smtpUrl: string): Mailer {
  const mailFrom = "Studios <no-reply@rsm.test>";
  const mailer = openMailer({ smtpUrl, mailFrom, appDomain: "rsm.test" });
  if (!mailer) throw new Error("there is no SMTP server to send to");
  onTestFinished(() => mailer.close());
  return mailer;
}

function errorOf(reply: Reply | undefined): Error | null {
  return reply ? Object.assign(new Error(reply.text), { responseCode: reply.code }) : null;
}
