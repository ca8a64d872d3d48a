export const notes = {
  title: "Notes",
  new: "Nouvelle note",
  body: "Note",
  day: "Date",
  add: "Ajouter la note",
  edit: "Modifier la note du {{when}}",
  remove: "Supprimer la note du {{when}}",
  wasRemoved: "La note est supprimée.",
  empty: {
    title: "Aucune note pour l’instant",
    text: "Ce qui s’est dit au téléphone, une préférence, une promesse : chaque note garde sa date et son auteur.",
  },
} as const;
