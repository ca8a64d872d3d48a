import type { Language } from "#app/i18n/i18n.ts";
import { i18nOf } from "#app/i18n/i18n.server.ts";
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
  "security-changed": {
    what:
      | "password"
      | "second-factor-on"
      | "second-factor-off"
      | "recovery-codes"
      | "identity-linked"
      | "identity-unlinked";
    url: string;
  };
  "ownership-transferred": { studio: string; from: string; url: string };
  /** A session's call sheet, and what became of the session since; the sheet and an .ics are attached. */
  "call-sheet": {
    what: "sheet" | "changed" | "cancelled";
    name: string;
    studio: string;
    client: string;
    room: string;
    when: string;
  };
};

export type MailKind = keyof MailValues;

export type WrittenMail = { subject: string; text: string; html: string };

/** A mail in words, as text and as HTML. Whatever a name holds, it is words of one line in both. */
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
  type Told = { minutes: number; name: string; role?: string };
  const told = { minutes: 0, name: "", ...namesOnOneLine(values) } as Told;
  if ("role" in values) told.role = t(`roles.${values.role}`);
  // Of some kinds there are several, which begin differently and end alike.
  const what = "what" in values ? values.what : undefined;
  const say = (part: "subject" | "body" | "button" | "footnote") =>
    what && (part === "subject" || part === "body")
      ? t(`${kind as "security-changed"}.${what as "password"}.${part}`, told)
      : t(`${kind as "magic-link"}.${part}`, told);
  return {
    language,
    subject: say("subject"),
    greeting: "name" in values ? t("greeting", told) : t("hello"),
    paragraphs: say("body").split("\n"),
    ...("url" in values && { action: actionOf(values.url) }),
    footnote: say("footnote"),
  };

  function actionOf(url: string) {
    const button = say("button");
    return {
      label: button,
      labelInText: t("buttonInText", { button }),
      url: wholeAddress(url),
      help: t("buttonHelp"),
    };
  }
}

// A line break would begin another header, or a paragraph that we did not write; a sign that turns the
// direction of writing would rearrange ours; and a whole speech is no name.
function namesOnOneLine(values: object) {
  return Object.fromEntries(
    Object.entries(values).map(([key, value]: [string, unknown]) => [
      key,
      typeof value === "string" && key !== "url" ? oneLine(value) : value,
    ]),
  );
}

function oneLine(words: string): string {
  return words
    .replaceAll(/\p{Bidi_Control}/gu, "")
    .replaceAll(/[\s\p{Cc}]+/gu, " ")
    .trim()
    .replace(/^(.{119}).{2,}$/u, "$1…");
}

function wholeAddress(url: string): string {
  if (!/^https?:\/\//.test(url)) throw new Error("a link in a mail must be a whole address");
  return url;
}
