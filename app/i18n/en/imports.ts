export const imports = {
  formats: { csv: "CSV", xlsx: "Excel", vcard: "vCard", jcard: "jCard" },
  states: {
    reading: "Reading",
    read: "Columns to check",
    checking: "Checking",
    checked: "To confirm",
    importing: "Importing",
    done: "Imported",
    undoing: "Undoing",
    undone: "Undone",
    failed: "Failed",
    dropped: "Dropped",
  },
} as const;
