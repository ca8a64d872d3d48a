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
    none: "You do not belong to a studio yet. Ask its owner for an invitation.",
  },
  roles: { owner: "Owner", member: "Member" },
  errors: { refused: "The address or the password is not right." },
} satisfies TranslationOf<typeof french>;
