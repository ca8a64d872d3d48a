import type { signIn as french } from "../fr/sign-in.ts";
import type { TranslationOf } from "../translation-of.ts";

export const signIn = {
  title: "Sign in",
  text: "One place for all of your studios.",
  email: "E-mail address",
  password: "Password",
  submit: "Sign in",
  signOut: "Sign out",
  chooser: {
    heading: "Your studios",
    title: "Hello {{name}}",
    text: "Which studio are you working in?",
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
  errors: { refused: "The address or the password is not right." },
} satisfies TranslationOf<typeof french>;
