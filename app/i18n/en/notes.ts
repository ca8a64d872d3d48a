export const notes = {
  title: "Notes",
  new: "New note",
  body: "Note",
  day: "Date",
  add: "Add note",
  edit: "Edit the note of {{when}}",
  remove: "Delete the note of {{when}}",
  wasRemoved: "The note was deleted.",
  empty: {
    title: "No notes yet",
    text: "What was said on the phone, a preference, a promise: each note keeps its date and its author.",
  },
} as const;
