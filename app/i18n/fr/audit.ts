export const audit = {
  title: "Journal",
} as const;
