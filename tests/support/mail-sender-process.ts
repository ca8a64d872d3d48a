// A sender in a process of its own, to be killed while it sends.
import process from "node:process";
import { openMailer } from "#app/mail/mailer.server.ts";
import { sendDueMails } from "#app/mail/send-mails.server.ts";
import { openPlatform } from "#db/platform.server.ts";

export type SenderOrder = { adminUrl: string; secretsKey: string; prefix: string; smtpUrl: string };

const { adminUrl, secretsKey, prefix, smtpUrl } = JSON.parse(process.argv[2]!) as SenderOrder;
const platform = await openPlatform({
  adminUrls: { main: async () => adminUrl },
  secretsKey: Buffer.from(secretsKey, "base64"),
  prefix,
});
const mailer = openMailer({ smtpUrl, mailFrom: "no-reply@rsm.test", appDomain: "rsm.test" });
await sendDueMails(platform.control, mailer!);
