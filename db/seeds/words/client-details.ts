import type { Trade } from "../plan.ts";

export const genres = [
  ...["Chanson", "Pop", "Rock", "Jazz", "Hip-hop", "Électro", "Folk", "Classique", "Métal"],
  ...["Musiques du monde", "Reggae", "Soul"],
] as const;

export const instruments = [
  ...["Voix", "Guitare", "Piano", "Basse", "Batterie", "Violon", "Violoncelle", "Trompette"],
  ...["Saxophone", "Claviers", "Accordéon", "Contrebasse", "Flûte", "Percussions"],
] as const;

export const tags: Readonly<Record<Trade, readonly string[]>> = {
  artist: ["Fidèle", "Premier disque", "Tarif jeune", "Soir et week-end"],
  band: ["Fidèle", "Association", "Premier disque", "Gros matériel"],
  label: ["Fidèle", "Bon de commande", "Facture à 30 jours"],
  film: ["Confidentiel", "Bon de commande", "5.1"],
  agency: ["Urgent", "Bon de commande", "Visio"],
  podcast: ["Hebdomadaire", "Fidèle", "Visio"],
};

export const publishers = [
  "Éditions Alidade",
  "Éditions du Canal",
  "Éditions Garrigue",
  "Éditions Sirocco",
  "Éditions Quinconce",
];

export const societies = ["SACEM", "SABAM", "SUISA", "Aucune"] as const;

/** Street names that many towns have, so that none is an address of anybody. */
export const streets = [
  ...["rue des Tilleuls", "rue du Moulin", "avenue de la Gare", "rue des Lilas", "rue Neuve"],
  ...["place du Marché", "rue des Écoles", "chemin des Vignes", "rue de la Fontaine"],
  ...["boulevard du Midi", "impasse des Acacias", "rue des Artisans", "quai des Brumes"],
] as const;

type Place = { codes: readonly string[]; region?: string; country?: string };

const paris = Array.from({ length: 20 }, (_, n) => `750${String(n + 1).padStart(2, "0")}`);
const lyon = Array.from({ length: 9 }, (_, n) => `6900${n + 1}`);
const marseille = Array.from({ length: 16 }, (_, n) => `130${String(n + 1).padStart(2, "0")}`);

/** The postal codes of the towns that the plans name. */
export const places: Readonly<Record<string, Place>> = {
  Paris: { codes: paris },
  Montreuil: { codes: ["93100"] },
  Pantin: { codes: ["93500"] },
  Ivry: { codes: ["94200"] },
  Nantes: { codes: ["44000", "44100", "44200"] },
  Lille: { codes: ["59000", "59800"] },
  Lyon: { codes: lyon },
  Villeurbanne: { codes: ["69100"] },
  Grenoble: { codes: ["38000", "38100"] },
  "Saint-Étienne": { codes: ["42000", "42100"] },
  Marseille: { codes: marseille },
  "Aix-en-Provence": { codes: ["13090", "13100"] },
  Toulon: { codes: ["83000", "83100"] },
  Montpellier: { codes: ["34000", "34070", "34090"] },
  Nice: { codes: ["06000", "06100", "06300"] },
  Bruxelles: { codes: ["1000", "1060", "1190"], country: "Belgique" },
  Genève: { codes: ["1201", "1205"], country: "Suisse" },
  Turin: { codes: ["10121", "10128"], region: "Piémont", country: "Italie" },
  Barcelone: { codes: ["08001", "08012"], region: "Catalogne", country: "Espagne" },
  Londres: { codes: ["E8 3PN", "SE15 4QL"], country: "Royaume-Uni" },
  Alger: { codes: ["16000"], country: "Algérie" },
};
