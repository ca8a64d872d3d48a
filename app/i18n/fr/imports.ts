export const imports = {
  formats: { csv: "CSV", xlsx: "Excel", vcard: "vCard", jcard: "jCard" },
  states: {
    reading: "Lecture",
    read: "Colonnes à vérifier",
    checking: "Vérification",
    checked: "À confirmer",
    importing: "Import en cours",
    done: "Importé",
    undoing: "Annulation en cours",
    undone: "Annulé",
    failed: "Échoué",
    dropped: "Abandonné",
  },
} as const;
