/** Invented titles of records, shows, films and songs. */
const nouns = list(`
  Marée|Lisière|Balcon|Nuit blanche|Rivage|Sous-sol|Carrousel|Mirage|Fenêtre|Héritage|Horizon|Braise|
  Tunnel|Averse|Passage|Vitrine|Détour|Sillage|Plein jour|Éclipse|Canopée|Soleil d’hiver|Parallèle|
  Troisième étage|Cartographie|Papier peint|Archipel|Contre-jour|Dernier métro|Zone bleue|Petit matin|
  Grand angle|Tempête|Quartier libre|Ligne droite|Poussière|Terrain vague|Belvédère|Ressac|Escale
`);

const turns = list(`
  |||| du nord| en sursis| à l’envers| pour deux| sans fin| du dimanche| en couleurs| de verre|
  , deuxième partie| à marée basse| et après| de nuit| au ralenti| d’en face| au loin
`);

const places = list(`
  du port|de la vallée|des toits|du lac|de l’île|de la gare|des remparts|du fleuve|de la colline|du phare
`);

const songs = list(`
  Avant l’aube|Rouge cerise|Les clés sur la table|Tes mots à l’envers|Sept étages|Le bruit des rails|
  Paris sous cloche|Golden Hour Again|Plus tard peut-être|Salt & Rust|Comme un dimanche|Fil de fer|
  La chambre d’à côté|Slow Motion Heart|Cent pas|Vapeur|Nos dimanches|Minuit vingt|Feu follet|Ultraviolet|
  Sans toi la ville|Low Tide|Le dernier mot|Contretemps|Mercure|Polaroïd|Après la pluie|Night Bus Home|
  Racines|Le grand saut|Pas un bruit|Les yeux ouverts|Le vent de face|Paper Moons|Fugue|Bleu nuit|
  La route de l’est|À demi-mot|Oxygène rare|Tout recommencer|Hors saison|Sirènes|Lampadaires|Kerosene|
  Le temps qu’il faut|Danse encore|Vertige|Ma ville endormie|Paupières|Second Sun|Terre sèche|Les autres|
  Ricochet|Boomerang|Une dernière danse lente|Cascade|Silence radio|Ghost Notes|Dix-huit heures|Novembre
`);

const topics = list(`
  les débuts|l’archive retrouvée|une voix à la radio|le procès|la traversée|ceux qui restent|le métier|
  à table|la nuit du départ|l’enquête|le virage|la rencontre|les coulisses|lettres de loin|le retour|
  ce que dit la mer|les témoins|un an après
`);

const scenes = list(`
  Générique|La gare|Poursuite|Lettre lue|Le matin|Adieux|Montage photos|La fête|Sur le toit|Orage|
  Retrouvailles|La forêt|Appel manqué|Final|Retour au village|Fin, générique
`);

const campaigns = list(`
  printemps|rentrée|fin d’année|soldes d’été|recrutement|lancement|prévention|anniversaire|salon
`);

export const titleWords = { nouns, turns, places, songs, topics, scenes, campaigns };

function list(text: string): readonly string[] {
  return text
    .trim()
    .split("|")
    .map((title) => title.replace(/^\n\s*/, ""));
}
