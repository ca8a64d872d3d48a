import { i18nOf, type Language } from "#app/i18n/i18n.ts";
import type { Role } from "#db/roles.ts";
import { htmlOf, type Letter, textOf } from "./letter.ts";

/** What each kind of mail tells. Links are whole addresses; times are from now. */
export type MailValues = {
  "magic-link": { url: string; minutes: number };
  "password-reset": { url: string; minutes: number };
  "email-verification": { name: string; url: string; hours: number };
  /** Somebody tried to sign up with an address that has an account. */
  "account-exists": { url: string };
  invitation: {
    studio: string;
    inviter: string;
    role: Exclude<Role, "owner">;
    url: string;
    days: number;
  };
  /** The ways to sign in changed: said to the person, in case it was somebody else. */
  "security-changed": { what: "password" | "second-factor-on" | "second-factor-off"; url: string };
  "ownership-transferred": { studio: string; from: string; url: string };
};

export type MailKind = keyof MailValues;

export type WrittenMail = { subject: string; text: string; html: string };

/** A mail in words, as text and as HTML. The languages must have been registered. */
export function writeMail<Kind extends MailKind>(
  language: Language,
  kind: Kind,
  values: MailValues[Kind],
): WrittenMail {
  const letter = letterOf(language, kind, values);
  return { subject: letter.subject, text: textOf(letter), html: htmlOf(letter) };
}

/** The words of a kind are at its name: a subject, paragraphs, a button, a footnote. */
function letterOf<Kind extends MailKind>(
  language: Language,
  kind: Kind,
  values: MailValues[Kind],
): Letter {
  const t = i18nOf(language).getFixedT(language, "mail");
  // Each kind's words name the values that it has; the compiler knows those of one.
  const told = { minutes: 0, ...values } as { minutes: number; role?: string };
  if ("role" in values) told.role = t(`roles.${values.role}`);
  const what = "what" in values ? values.what : undefined;
  const say = (part: "subject" | "body" | "button" | "footnote") => {
    const words =
      kind === "security-changed" && (part === "subject" || part === "body")
        ? t(`security-changed.${what ?? "password"}.${part}`, told)
        : t(`${kind as "magic-link"}.${part}`, told);
    return part === "subject" ? oneLine(words) : words;
  };
  const name = "name" in values ? oneLine(values.name) : undefined;
  return {
    language,
    subject: say("subject"),
    greeting: name ? t("greeting", { name }) : t("hello"),
    paragraphs: say("body").split("\n"),
    action: { label: say("button"), url: values.url, help: t("buttonHelp") },
    footnote: say("footnote"),
  };
}

/** A line break in a name would begin another header. */
function oneLine(words: string): string {
  return words.replaceAll(/\s+/g, " ").trim();
}
