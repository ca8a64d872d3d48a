export const team = {
  title: "Équipe",
} as const;
