import type { Trade } from "../plan.ts";

export const clientNotes: Readonly<Record<Trade, readonly string[]>> = {
  artist: [
    "Préfère chanter lumière éteinte, retour casque avec peu de réverbe.",
    "Arrive souvent en avance : prévoir la cabine chauffée.",
    "Voix grave, le M 149 lui va mieux que le U 87.",
    "Écrit en cabine. Laisser tourner l’enregistrement entre les prises.",
    "Règle en fin de séance, par carte.",
    "Allergique aux acariens, aérer la cabine avant son arrivée.",
    "Vient avec sa propre carte son et son ingénieur du son.",
  ],
  band: [
    "Cinq musiciens, batterie à eux. Prévoir 45 min d’installation.",
    "Jouent ensemble dans la même pièce : paravents bas, pas de casque pour la basse.",
    "Déchargement par la cour, prévenir la gardienne.",
    "Facturer à l’association, acompte de 30 % demandé à chaque réservation.",
    "Le guitariste joue fort : ampli dans le sas.",
  ],
  label: [
    "Bons de commande obligatoires avant la séance.",
    "Livrer mixes, instrumentaux et a cappella dans le même dossier.",
    "Facture à 30 jours fin de mois.",
    "Envoyer les mixes à la direction artistique avant l’artiste.",
  ],
  film: [
    "Livraison en 24 images/s, stems musique, dialogues et effets séparés.",
    "Confidentialité : aucun fichier hors du studio avant la sortie.",
    "Le monteur son passe récupérer le disque lui-même.",
  ],
  agency: [
    "Le client final assiste en visio : ouvrir la liaison 15 min avant.",
    "Toujours prévoir une version 20 s en plus de la 30 s.",
    "Délais courts, répond vite au téléphone, peu par mail.",
  ],
  podcast: [
    "Deux animateurs et un invité, eau plate et pas de chaise à roulettes.",
    "Livraison à −16 LUFS, chapitres inclus.",
    "Enregistre quatre épisodes par demi-journée.",
    "Invités souvent à distance : tester la liaison la veille.",
  ],
};
