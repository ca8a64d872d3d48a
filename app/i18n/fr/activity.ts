export const activity = {
  title: "Activité",
  details: "Détails",
  several: "{{thing}} × {{count}}",
  empty: {
    title: "Rien n’a encore changé",
    text: "Ce qui est ajouté, modifié ou supprimé sur ce client, ses notes, ses séances et ses projets s’inscrit ici.",
  },
} as const;
