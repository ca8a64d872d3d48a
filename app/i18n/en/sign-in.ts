import type { signIn as french } from "../fr/sign-in.ts";
import type { TranslationOf } from "../translation-of.ts";

export const signIn = {
  title: "Sign in",
  text: "One place for all of your studios.",
  email: "E-mail address",
  password: "Password",
  submit: "Sign in",
  signOut: "Sign out",
  ways: {
    link: "E-mail me a sign-in link",
    reset: "Forgot your password?",
    signUp: "Create an account",
    back: "Back to sign-in",
  },
  elsewhere: {
    or: "or",
    with: "Continue with {{brand}}",
    problems: {
      cancelled: "Signing in with {{brand}} was cancelled.",
      lost: "This sign-in with {{brand}} has expired, or was begun in another tab. Start again.",
      unavailable: "{{brand}} does not answer. Try again in a moment, or sign in another way.",
      refused: "The answer from {{brand}} could not be verified. Start again.",
      emailUnverified:
        "{{brand}} does not confirm your e-mail address. Confirm it with {{brand}}, or sign in another way.",
    },
  },
  link: {
    title: "Sign in by e-mail",
    text: "We send you a link that signs you in, without a password.",
    submit: "Send the link",
  },
  opened: {
    title: "You are nearly there",
    text: "This link signs in the account {{email}} in this browser. It works once.",
    submit: "Sign in",
  },
  expired: {
    title: "This link no longer works",
    text: "It was used already, or it is too old. Ask for another one.",
  },
  mailSent: {
    title: "Check your mail",
    text: "If this address can be sent a link, we have just written to you. Open the link in the message to go on.",
    nothing: "Nothing after a few minutes? Look among your spam, then try again a little later.",
    read: "Read the messages sent",
  },
  signUp: {
    title: "Create an account",
    text: "One account for you, however many studios you work in.",
    name: "Your name",
    passwordHelp: "At least 10 characters. A sentence does very well.",
    submit: "Create the account",
    known: "I already have an account",
  },
  verification: {
    title: "Verify your address",
    text: "Confirm that {{email}} is your address.",
    passwordText:
      "Confirm that {{email}} is your address, with the password that you have just chosen.",
    submit: "Verify and continue",
  },
  reset: {
    title: "New password",
    text: "We send you a link to choose another one.",
    submit: "Send the link",
    chooseText: "For the account {{email}}. Every device that is signed in will be signed out.",
    password: "New password",
    choose: "Change the password",
  },
  secondFactor: {
    title: "Second factor",
    text: "Enter the six-digit code from your authenticator app.",
    code: "Code",
    codeHelp: "Without your phone, enter one of your recovery codes.",
    submit: "Continue",
    other: "Use another account",
  },
  setUp: {
    title: "Turn on the second factor",
    text: "Scan this code with an authenticator app (Google Authenticator, 1Password, Aegis…), then enter the code that it shows.",
    operatorText:
      "An operator’s account always signs in with a second factor. Scan this code with an authenticator app, then enter the code that it shows.",
    qr: "QR code for the authenticator app",
    key: "Or type this key into the app:",
    code: "Six-digit code",
    submit: "Turn on",
    done: "The second factor is on",
    doneText: "From now on your account asks for a code whenever you sign in.",
    continue: "Continue",
  },
  codes: {
    title: "Your recovery codes",
    text: "Each of them replaces the code from your phone once. They will never be shown again: keep them somewhere safe.",
    copy: "Copy",
    copied: "Codes copied",
    download: "Download",
    file: "recovery-codes.txt",
  },
  chooser: {
    heading: "Your studios",
    title: "Hello {{name}}",
    text: "Which studio are you working in?",
    account: "Your account",
    none: "You do not belong to a studio yet. Create yours, or ask a studio’s owner for an invitation.",
    create: "Create a studio",
  },
  roles: {
    owner: "Owner",
    admin: "Admin",
    engineer: "Engineer",
    assistant: "Assistant",
    accountant: "Accountant",
  },
  errors: {
    refused:
      "The address or the password is not right. After several tries, wait before you try again.",
    code: "This code is not right, or it was used already. After several tries, wait before you try again.",
    password: "This password is not right. After several tries, wait before you try again.",
    passwordIsEmail: "Choose something other than your e-mail address.",
  },
} satisfies TranslationOf<typeof french>;
