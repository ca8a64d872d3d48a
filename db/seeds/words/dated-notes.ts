import type { Trade } from "../plan.ts";

const everybody = [
  "Appel : veut être prévenu si un créneau se libère avant la fin du mois.",
  "Très content de la dernière séance, en parlera autour de lui.",
  "A demandé un duplicata de sa facture, envoyé dans la journée.",
  "Rappeler en début d’année pour les dates du printemps.",
  "Devis envoyé par e-mail, attend l’accord de son entourage.",
  "Changement d’adresse de facturation, fiche mise à jour.",
];

export const datedNotes: Readonly<Record<Trade, readonly string[]>> = {
  artist: [
    ...everybody,
    "Prépare un EP de cinq titres, cherche un batteur pour deux jours.",
    "Voix fatiguée ce jour-là : deux prises à refaire, offert.",
    "Voudrait essayer le piano avant de réserver la grande salle.",
    "A laissé un disque dur au studio, rangé dans l’armoire de la régie.",
  ],
  band: [
    ...everybody,
    "Nouveau bassiste depuis la rentrée. Prévoir une heure de balance.",
    "Demandent s’ils peuvent laisser la batterie montée entre deux jours.",
    "Concert la veille de la séance : commencer à 11 h plutôt qu’à 9 h.",
    "Cherchent une résidence de trois jours en février.",
  ],
  label: [
    ...everybody,
    "Trois artistes à enregistrer avant l’été, demande un prix pour l’ensemble.",
    "Le directeur artistique viendra écouter les mixes jeudi.",
    "Souhaite recevoir les stems avec chaque mix.",
  ],
  film: [
    ...everybody,
    "Montage image repoussé de deux semaines, garder l’option.",
    "Prévoir une écoute avec la réalisatrice, quatre personnes.",
  ],
  agency: [
    ...everybody,
    "Le client final change de voix : nouvel enregistrement à caler vite.",
    "Campagne reportée, dit que le budget est maintenu.",
  ],
  podcast: [
    ...everybody,
    "Passe de deux à quatre épisodes par mois à partir de janvier.",
    "Souhaite un micro de plus pour une table ronde.",
  ],
};
