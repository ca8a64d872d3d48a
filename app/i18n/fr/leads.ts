export const leads = {
  stages: {
    new: "Nouveau",
    contacted: "Contacté",
    quoted: "Devis envoyé",
    won: "Gagné",
    lost: "Perdu",
  },
  sources: {
    website: "Site web",
    phone: "Téléphone",
    email: "E-mail",
    referral: "Recommandation",
    social: "Réseaux sociaux",
    walk_in: "Passage",
    other: "Autre",
  },
} as const;
