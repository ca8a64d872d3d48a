import type { sessions } from "#db/schema/studio/index.ts";
import type { RowOf } from "../table.ts";

export const sessionNotes: Readonly<Record<RowOf<typeof sessions>["kind"], readonly string[]>> = {
  recording: [
    "Garder le placement des overheads.",
    "Batterie accordée plus bas que la dernière fois, photo du placement dans le dossier.",
    "Basse reprise en DI et à l’ampli, garder les deux.",
    "Casques : mélange personnel pour le batteur, clic fort.",
    "Piano à accorder avant l’arrivée, 442 Hz.",
    "Prévoir deux statifs longs et les paravents bas.",
    "Prise directe, tout le monde dans la pièce. Repisse assumée.",
    "Guitares doublées à gauche et à droite, la troisième en réserve.",
    "48 kHz, 24 bits. Session enregistrée sur les deux disques.",
    "Cordes à 14 h, cuivres à 17 h. Pause obligatoire à 16 h.",
  ],
  mixing: [
    "Mix 3 à livrer ce soir : voix +0,5 dB dans les refrains.",
    "Rappel de la console fait, compresseur de bus à 2 dB de réduction.",
    "Manque les chœurs du pont, demandés à l’artiste.",
    "Basses à vérifier sur les petites écoutes.",
    "Imprimer instrumental, a cappella et version radio.",
    "Réverbe longue à plaque sur la caisse claire, garder le réglage.",
    "Le client écoute à distance à 17 h.",
  ],
  mastering: [
    "Masters à −9 LUFS pour le vinyle, version plateforme à part.",
    "Enchaînement entre 3 et 4 sans silence.",
    "Codes ISRC à graver avant livraison.",
    "De-esser léger sur les voix, rien de plus.",
  ],
  rehearsal: [
    "Retours voix un peu plus forts que d’habitude.",
    "Apportent leur batterie, place pour le camion dans la cour.",
    "Répétition avant tournée : enregistrer le multipiste.",
  ],
  lockout: [
    "Rien ne bouge d’un soir à l’autre, console comprise.",
    "Clés remises au réalisateur. Ménage à 9 h.",
    "Bloqué pour l’album, repas livrés à 13 h.",
  ],
  remote: [
    "Artiste à distance, liaison testée la veille.",
    "Direction artistique en visio, retour image en cabine.",
  ],
  location: ["Prévoir le kit mobile et deux câbles de 50 m."],
  visit: ["Première visite, veut voir la cabine.", "Devis à envoyer après la visite."],
  dry_hire: ["Sans ingénieur, état des lieux à l’entrée et à la sortie."],
};

/** Of a recording in a booth: there it is voices. */
export const voiceNotes = [
  "Voix lead : U 87, 1073, LA-2A à peine. Prises 4 et 7 à retenir.",
  "Le couplet 2 reste à refaire, voix fatiguée.",
  "Pop-filter à dix centimètres, pupitre légèrement tourné.",
  "Texte reçu la veille, imprimé en gros corps.",
  "Chœurs à quatre voix, chacune doublée.",
  "Retour casque sec, un peu de clic.",
  "Bruit de bouche : prévoir pomme verte et eau tiède.",
] as const;

export const cancellationReasons = [
  "Chanteuse aphone, à reporter.",
  "Musicien malade.",
  "Budget non validé par le label.",
  "Report à la demande du client.",
  "Train supprimé, impossible de venir.",
  "Textes pas prêts.",
  "Tournage décalé d’une semaine.",
  "Doublon avec une date de concert.",
  "Acompte non reçu.",
] as const;
