import type { Trade } from "../plan.ts";

/** Rare words that name no firm of the trade; each meets a pattern of its trade. */
export const companyRoots = `
  Alidade Alizarine Amarante Ambrine Anémone Aquilon Arbalète Ardoise Argousier Armoise Astrolabe
  Aubépine Azimut Balancelle Basalte Bergamote Boussole Brumaire Cachalot Calanque Calcaire Campanule
  Cardamine Carillon Chicane Cinabre Cormoran Corymbe Cyprès Dentelle Ellébore Embrun Épervier
  Escarbille Estuaire Fenouil Fougère Frimas Galène Garrigue Genièvre Girofle Givre Grenadine
  Hirondelle Hortensia Indienne Jachère Jonquille Lanterne Lichen Luciole Macareux Mandragore Marjolaine
  Mélilot Mercerie Mistral Mousson Nacelle Obsidienne Ocarina Orpiment Palombe Passiflore Pélican
  Persil Pervenche Pivoine Quinconce Raphia Réglisse Romarin Safran Sarcelle Sémaphore Serpentine Sirocco
  Solfatare Tamaris Tilleul Tournesol Tramontane Vermeil Verveine Vigie Zéphyr
`
  .trim()
  .split(/\s+/);

export const companyPatterns: Readonly<
  Record<Exclude<Trade, "artist" | "band">, readonly string[]>
> = {
  label: ["Disques *", "* Records", "* Musique", "Éditions *", "* & Fils, disques"],
  film: ["* Films", "Les Films *", "* Productions", "* Images", "Compagnie *"],
  agency: ["Agence *", "* Conseil", "* & Associés", "Maison *", "* Publicité"],
  podcast: ["* Audio", "Radio *", "* Podcasts", "Paroles de *", "* Médias"],
};

export const bandNames = {
  heads: `
    Les Marées|Les Nuits|Les Veilleurs|Les Ombres|Les Cerfs|Les Tuiles|Les Échos|Les Orages|Les Rameurs|
    Les Cousins|Les Lampes|Les Gares|Radio|Océan|Club|Hôtel|Minuit|Cargo|Jardin|Fanfare|Trio|Quatuor|
    Orchestre|Collectif|Sœurs|Avenue|Tropique|Satellite|Bal|Cinéma|Dimanche|Métro|Piscine|Turbine|Boulevard
  `
    .trim()
    .split(/\|\s*/),
  tails: `
    Basses|Cobalt|Vermeilles|Immobiles|du Nord|de Verre|en Papier|Fauve|Électrique|Pâle|du Large|Minérale|
    sans Sommeil|Oblique|de Cendre|Magnétique|Boréal|Horizontal|du Matin|en Plâtre|Paresseux|de Cuivre|
    Argentique|des Landes|à Vapeur|Polaire|Discret|en Sursis|du Canal|Transparent
  `
    .trim()
    .split(/\|\s*/),
};
