export const account = {
  title: "Votre compte",
} as const;
