import { eq } from "drizzle-orm";
import { setTimeout } from "node:timers/promises";
import type { ControlDb } from "#db/control.server.ts";
import type { Environment } from "#db/environment.server.ts";
import { users } from "#db/schema/control/index.ts";
import { meaningOfHost } from "#app/lib/host.ts";
import { queueMail } from "#app/mail/mails.server.ts";
import { addLink, LINK_MINUTES } from "./one-time-links.server.ts";
import type { ControlWork } from "./sign-ins.server.ts";
import { addressKey, countTries } from "./throttle.server.ts";
import type { Visitor } from "./visitor.server.ts";

/** Who asks for a mail, and the host that its link leads to. */
export type MailRequest = {
  email: string;
  /** `https://studios.example`, see `originOf`. */
  origin: string;
  visitor: Pick<Visitor, "address">;
};

/** Mails a link that signs in, where the address has an account; tells nobody whether it has. */
export async function mailMagicLink(
  control: ControlDb,
  { email, origin, visitor, returnTo }: MailRequest & { returnTo?: string | undefined },
): Promise<void> {
  if (!(await mayMail(control, email, visitor))) return;
  await control.transaction(async (transaction) => {
    const user = await findByEmail(transaction, email);
    if (!user) return;
    const kind = "magic-link";
    const { secret } = await addLink(transaction, { kind, userId: user.id, returnTo });
    const values = { url: `${origin}/sign-in/link/${secret}`, minutes: LINK_MINUTES[kind] };
    await queueMail(transaction, { to: user.email, language: user.language, kind, values });
  });
}

/** Mails a link to choose a new password, where the address has an account; tells nobody whether it has. */
export async function mailPasswordReset(
  control: ControlDb,
  { email, origin, visitor }: MailRequest,
): Promise<void> {
  if (!(await mayMail(control, email, visitor))) return;
  await control.transaction(async (transaction) => {
    const user = await findByEmail(transaction, email);
    if (!user) return;
    const kind = "password-reset";
    const { secret } = await addLink(transaction, { kind, userId: user.id });
    const values = { url: `${origin}/sign-in/reset/${secret}`, minutes: LINK_MINUTES[kind] };
    await queueMail(transaction, { to: user.email, language: user.language, kind, values });
  });
}

/** Counts a mail that anybody can ask for; false where it is one too many, for who gets it or asks. */
export function mayMail(
  control: ControlDb,
  email: string,
  visitor: Pick<Visitor, "address">,
): Promise<boolean> {
  const keys = [`mail:${email.toLowerCase()}`, addressKey("mail-from", visitor.address)] as const;
  return countTries(control, [...keys]);
}

export async function findByEmail(control: Pick<ControlWork, "select">, email: string) {
  const [user] = await control
    .select({
      id: users.id,
      email: users.email,
      name: users.name,
      language: users.language,
      passwordHash: users.passwordHash,
      emailVerifiedAt: users.emailVerifiedAt,
    })
    .from(users)
    .where(eq(users.email, email));
  return user;
}

/**
 * The origin of the host that was asked, which is one of ours: one is signed in on one host alone, so
 * the link must lead back to it. Written from the configuration, never from what a visitor sends.
 */
export function originOf(
  request: Request,
  { appUrl, appDomain }: Pick<Environment, "appUrl" | "appDomain">,
): string {
  const host = meaningOfHost(request.headers.get("Host") ?? "", appDomain);
  const origin = new URL(appUrl);
  if (host.kind === "studio") origin.hostname = `${host.slug}.${appDomain}`;
  return origin.origin;
}

const EVEN_MS = 250;

/**
 * Answers after the same time whether there was something to write or not: how long it took tells
 * nobody which addresses have an account.
 */
export async function inEvenTime<Result>(work: Promise<Result>): Promise<Result> {
  const [result] = await Promise.all([work, setTimeout(EVEN_MS)]);
  return result;
}
