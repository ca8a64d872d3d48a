import type { mail as french } from "../fr/mail.ts";
import type { TranslationOf } from "../translation-of.ts";

export const mail = {
  greeting: "Hello {{name}},",
  hello: "Hello,",
  buttonInText: "{{button}}:",
  buttonHelp: "If the button does not open, copy this address into your browser:",
  roles: {
    admin: "admin",
    engineer: "engineer",
    assistant: "assistant",
    accountant: "accountant",
  },
  "magic-link": {
    subject: "Your sign-in link",
    body: "Here is the link you asked for to sign in. It works once, for {{minutes}} minutes.",
    button: "Sign in",
    footnote:
      "You get this message because a sign-in link was asked for at this address. It was not you? Do nothing: without this link nobody can sign in in your place.",
  },
  "password-reset": {
    subject: "Choose a new password",
    body: "A new password was asked for on your account. The link works once, for {{minutes}} minutes.",
    button: "Choose a password",
    footnote:
      "You get this message because a new password was asked for at this address. It was not you? Do nothing: your password stays the same.",
  },
  "email-verification": {
    subject: "Confirm your address",
    body: "An account was opened with your address. Confirm that it is yours to sign in. The link works once, for {{hours}} hours.",
    button: "Confirm my address",
    footnote:
      "You get this message because this address was entered to open an account. It was not you? Do nothing: nobody can use it.",
  },
  "account-exists": {
    subject: "You have an account already",
    body: "Somebody, most likely you, tried to open an account with your address. You have one already: sign in, or ask for a new password.",
    button: "Sign in",
    footnote:
      "You get this message because this address was entered to open an account. It was not you? Do nothing: nothing has changed.",
  },
  invitation: {
    subject: "{{inviter}} invites you to {{studio}}",
    body: "{{inviter}} invites you to join {{studio}} (role: {{role}}).\nThe invitation is good for {{days}} days.",
    button: "See the invitation",
    footnote:
      "You get this message because {{inviter}} entered this address. You do not know this studio? Do nothing: the invitation ends by itself.",
  },
  "security-changed": {
    password: {
      subject: "Your password was changed",
      body: "The password of your account has just been changed. Other devices were signed out.",
    },
    "second-factor-on": {
      subject: "The second factor is on",
      body: "From now on your account asks for a code to sign in.",
    },
    "second-factor-off": {
      subject: "The second factor is off",
      body: "Your account no longer asks for a code to sign in.",
    },
    "identity-linked": {
      subject: "An outside account was linked to yours",
      body: "A Google or Apple account with your address has just been linked to your account: it can now be used to sign you in.",
    },
    "identity-unlinked": {
      subject: "An outside account is no longer linked to yours",
      body: "A Google or Apple account can no longer be used to sign you in. Your other devices were signed out.",
    },
    "recovery-codes": {
      subject: "Your recovery codes were replaced",
      body: "Ten new recovery codes have just been made for your account: those of before no longer work. Other devices were signed out.",
    },
    button: "See my account",
    footnote:
      "You get this message because this is the address of the account. It was not you? Ask for a new password at once.",
  },
  "ownership-transferred": {
    subject: "{{studio}} is yours",
    body: "{{from}} has handed {{studio}} over to you: you own it now.",
    button: "Open the studio",
    footnote:
      "You get this message because {{from}} passed on the ownership of {{studio}}. Is it a mistake? Talk to each other.",
  },
  "call-sheet": {
    sheet: {
      subject: "Call sheet: {{client}}, {{when}} ({{studio}})",
      body: "Here is the call sheet of {{client}}’s session: {{when}}, {{room}}.\nIt is attached, with the appointment for your calendar.",
    },
    changed: {
      subject: "Changed: {{client}}, {{when}} ({{studio}})",
      body: "{{client}}’s session has changed. It now takes place: {{when}}, {{room}}.\nThe current call sheet is attached, with the appointment for your calendar.",
    },
    cancelled: {
      subject: "Cancelled: {{client}}, {{when}} ({{studio}})",
      body: "{{client}}’s session ({{when}}, {{room}}) is cancelled.\nThe attached file takes it out of your calendar.",
    },
    footnote: "You get this because {{studio}} sent you the call sheet of this session.",
  },
  mailbox: {
    attachments: "Attachments",
    title: "Mail",
    text: "What the app writes arrives here while no server is set to send it.",
    all: "All messages",
    to: "To {{recipient}}",
    empty: "No mail",
    emptyText: "What the app writes will appear here.",
  },
} satisfies TranslationOf<typeof french>;
