export const mail = {
  greeting: "Bonjour {{name}},",
} as const;
