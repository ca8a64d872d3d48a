/** What people ask a studio for, and what it may bring in, in euros. */
export const wishes: readonly { text: string; from: number; to: number }[] = [
  {
    text: "Cherche un studio pour un EP de cinq titres, voix et guitare. Trois jours en janvier, de préférence en semaine.",
    ...{ from: 1_200, to: 2_400 },
  },
  {
    text: "Enregistrement d’un single, voix seule sur une instru. Une demi-journée, mixage compris.",
    ...{ from: 280, to: 600 },
  },
  {
    text: "Mixage d’un album de onze titres enregistré à la maison. Voudrait entendre un essai sur un morceau.",
    ...{ from: 2_800, to: 5_200 },
  },
  {
    text: "Quatuor à cordes, musique de film, 14 minutes. Besoin de la grande salle et d’une écoute image.",
    ...{ from: 1_800, to: 3_600 },
  },
  {
    text: "Podcast hebdomadaire, deux voix et un invité. Demande un tarif pour dix séances.",
    ...{ from: 900, to: 2_000 },
  },
  {
    text: "Mastering de quatre titres pour une sortie en vinyle et en ligne.",
    ...{ from: 320, to: 520 },
  },
  {
    text: "Voix off en français et en anglais, spot de 30 secondes. Livraison sous 48 heures.",
    ...{ from: 350, to: 800 },
  },
  {
    text: "Répétitions avant une tournée, cinq musiciens, une semaine en février.",
    ...{ from: 1_000, to: 1_900 },
  },
  {
    text: "Veut visiter le studio avant de choisir. Projet d’album de jazz en trio, prise directe sur deux jours.",
    ...{ from: 1_500, to: 2_600 },
  },
  {
    text: "Livre audio de six heures, comédienne confirmée. Cherche une cabine sur quatre jours.",
    ...{ from: 1_600, to: 2_400 },
  },
];

export const lossReasons = [
  "Budget trop serré, fera l’enregistrement à la maison.",
  "A choisi un studio plus près de chez lui.",
  "Dates impossibles : tout était pris en février.",
  "Ne répond plus depuis trois relances.",
  "Projet abandonné.",
] as const;
