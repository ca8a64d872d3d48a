import type { equipment } from "#db/schema/studio/index.ts";
import type { RowOf } from "../table.ts";

export const gearNotes: Readonly<
  Record<RowOf<typeof equipment>["condition"], readonly (string | null)[]>
> = {
  good: [
    null,
    null,
    null,
    null,
    null,
    null,
    null,
    "Révisé au printemps, rapport dans le classeur.",
    "Ne quitte pas la maison.",
    "Avec sa suspension et sa mallette d’origine.",
    "Apparié avec son voisin, ne pas les séparer.",
  ],
  worn: [
    "Grille cabossée, sans effet sur le son.",
    "Potentiomètre de sortie qui crache un peu, à nettoyer.",
    "Connecteur fatigué : vérifier avant chaque séance.",
    "Souffle au-dessus de la moyenne, le garder pour les sources fortes.",
  ],
  in_repair: [
    "Parti en atelier, voie droite muette.",
    "Alimentation à refaire, devis accepté.",
    "Capsule envoyée au fabricant, retour sous six semaines.",
  ],
  retired: ["Hors service, gardé pour les pièces.", "Remplacé, à vendre."],
};
