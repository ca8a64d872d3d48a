import { createTransport, type NodemailerError } from "nodemailer";
import type { Environment } from "#db/environment.server.ts";
import type { MailBody } from "#db/schema/control/index.ts";

export type Envelope = { id: string; to: string; subject: string; body: MailBody };

/** What came of a try. `answer` is what the server said or why there was none; it holds no secret. */
export type Attempt = { taken: true } | { taken: false; answer: string; isForGood: boolean };

export type Mailer = {
  /** Answers within `SEND_SECONDS`, whatever the server does. */
  send(envelope: Envelope): Promise<Attempt>;
  close(): void;
};

type MailSettings = Pick<Environment, "smtpUrl" | "mailFrom" | "appDomain">;

/** The whole of a try: a server that answers byte by byte runs into no timeout of the connection. */
export const SEND_SECONDS = 30;

/** Undefined where no server was named. */
export function openMailer({ smtpUrl, mailFrom, appDomain }: MailSettings): Mailer | undefined {
  if (!smtpUrl) return undefined;
  const transport = createTransport(
    { url: withoutLogging(smtpUrl), connectionTimeout: 10_000, greetingTimeout: 10_000 },
    { from: mailFrom },
  );
  return {
    async send({ id, to, subject, body }) {
      try {
        await transport.sendMail({
          // As an object it is one address: as text, one with a comma in it would be two.
          to: { name: "", address: to },
          subject,
          text: body.text,
          html: body.html,
          replyTo: body.replyTo && { name: "", address: body.replyTo },
          attachments: body.attachments?.map(({ filename, contentType, base64 }) => ({
            ...{ filename, contentType },
            content: Buffer.from(base64, "base64"),
          })),
          // The same at each try: a receiver that had it already drops the second.
          messageId: `<${id}@${appDomain}>`,
          // No machine is to answer it (RFC 3834, 5).
          headers: { "Auto-Submitted": "auto-generated" },
          // A body is text of ours: no path or address in it is ever fetched.
          disableFileAccess: true,
          disableUrlAccess: true,
          signal: AbortSignal.timeout(SEND_SECONDS * 1000),
        });
      } catch (error) {
        return refusalOf(error as NodemailerError);
      }
      return { taken: true };
    },
    close: () => transport.close(),
  };
}

/** Whether mail is kept to be read at /dev/mail: there is no server for it, and nobody real waits for it. */
export function keepsMail({
  smtpUrl,
  production,
  demo,
}: Pick<Environment, "smtpUrl" | "production" | "demo">): boolean {
  return !smtpUrl && (demo || !production);
}

// nodemailer takes any option from the address, and these print whole letters.
function withoutLogging(smtpUrl: string): string {
  const url = new URL(smtpUrl);
  for (const option of ["logger", "debug", "transactionLog"]) url.searchParams.delete(option);
  return url.href;
}

function refusalOf(error: NodemailerError): Attempt {
  return {
    taken: false,
    answer: withoutSecrets(error.response ?? error.message),
    isForGood: isForGood(error),
  };
}

// A 5xx is for good (RFC 5321, 4.2.1) where it is about this recipient. One about our password, our
// address or, as 5.7 says (RFC 3463, 3.8), our right to send meets every mail alike, until somebody
// puts it right: none may be lost by it.
function isForGood({ command, permanent, response = "" }: NodemailerError): boolean {
  return command === "RCPT TO" && permanent === true && !/^\d{3}[ -]5\.7\./.test(response);
}

// Filters quote the link that they dislike.
function withoutSecrets(answer: string): string {
  return answer
    .replaceAll(/\S*(?:\/\/|[\w-]{32,})\S*/g, "…")
    .replaceAll(/\s+/g, " ")
    .slice(0, 300);
}
