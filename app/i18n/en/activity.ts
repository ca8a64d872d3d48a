export const activity = {
  title: "Activity",
  details: "Details",
  several: "{{thing}} × {{count}}",
  empty: {
    title: "Nothing has changed yet",
    text: "What is added, changed or removed on this client, their notes, sessions and projects is listed here.",
  },
} as const;
