import { createTransport, type Transporter } from "nodemailer";
import type { Environment } from "#db/environment.server.ts";
import type { MailBody } from "#db/schema/control/index.ts";

export type Envelope = { id: string; to: string; subject: string; body: MailBody };

/** Resolves when the server has taken the mail; rejects with nodemailer's error, whose `responseCode` is SMTP's. */
export type Mailer = { send(envelope: Envelope): Promise<void>; close(): void };

type MailSettings = Pick<Environment, "smtpUrl" | "mailFrom" | "appDomain">;

/** Undefined where no server was named. */
export function openMailer({ smtpUrl, mailFrom, appDomain }: MailSettings): Mailer | undefined {
  if (!smtpUrl) return undefined;
  const transport: Transporter = createTransport(smtpUrl, { from: mailFrom });
  return {
    async send({ id, to, subject, body }) {
      await transport.sendMail({
        to,
        subject,
        text: body.text,
        html: body.html,
        // The same at each try: a receiver that had it already drops the second.
        messageId: `<${id}@${appDomain}>`,
        headers: { "Auto-Submitted": "auto-generated" },
        // A body is text of ours: no path or address in it is ever fetched.
        disableFileAccess: true,
        disableUrlAccess: true,
      });
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
