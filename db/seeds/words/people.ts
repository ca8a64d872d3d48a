/** Given and family names, French and of further away. Together they are nobody. */
export const givenNames = words(`
  Adèle Agathe Aïcha Alban Alice Alix Amadou Amel Anaïs Anatole Antoine Apolline Armand Aurore
  Axel Aya Baptiste Bastien Benoît Bérénice Blanche Bruno Camille Capucine Carla Cédric Céleste
  Chiara Chloé Clémence Clément Colette Constance Corentin Cyril Damien Daphné Delphine Diego
  Dounia Édith Élias Élodie Eloïse Émile Emma Enzo Erwan Esther Étienne Eva Fabien Fanny Farid
  Fatou Félix Flora Florent Gaël Gaspard Giulia Grégoire Hana Hélène Hicham Hugo Idriss Ilan
  Imane Inès Irène Iris Ismaël Jade Jeanne Joachim Joana Joris Joseph Judith Jules Juliette Kenza
  Khadija Koffi Laure Léa Léandre Léonie Lila Lilian Lina Loïc Lou Louise Lucas Lucie Maël Maïwenn
  Malik Manon Marco Margaux Marin Mathilde Maxence Maya Mehdi Mélissa Mila Moussa Nadir Naïma
  Nathan Nina Noé Noor Océane Octave Olga Oscar Paola Paul Perrine Pierre Quentin Rachid Raphaël
  Rémi Robin Romane Rosalie Ruben Sacha Salomé Samir Sarah Sébastien Selma Simon Sofia Solène
  Stella Suzanne Tanguy Théo Thibault Tiago Tom Ulysse Valentin Victoire Violette Wassim Yanis
  Yasmine Youri Zélie Zoé
`);

export const familyNames = words(`
  Abadie Alvarez Amrani Andrieu Arnoux Aubertin Bachelet Baillet Barbier Bataille Belkacem
  Benoist Bernier Berthelot Bessière Blanchet Boisseau Bonnefoy Bouchard Boulanger Bourgeois
  Brisset Brunel Cailleau Carlier Carvalho Castaing Chabert Chapuis Charpentier Chauvin Cissé
  Clavel Colin Combes Cordier Costa Coulibaly Courtois Cuvelier Dacosta Daoud Darmon Decroix
  Delaunay Delcourt Delmas Deschamps Diallo Diop Dubreuil Duchêne Dufour Dumas Durieux Escoffier
  Esposito Fabre Faucher Ferrand Ferreira Fontaine Forestier Fournel Gaillard Garcin Gauthier
  Gendron Giraud Godard Gomis Grandjean Guérin Guichard Guillet Haddad Hamidi Hébert Henriot
  Hoareau Huguet Ibáñez Imbert Jacquet Jamet Jaouen Joly Jourdan Kaddour Kerautret Konaté Kowalski
  Lachaud Lacombe Lagarde Laroche Laurier Lebreton Lecomte Lefort Legendre Lemaire Leroux Levasseur
  Lombard Lopes Maillard Mallet Mansouri Marchand Marchetti Marquet Massot Maury Mazet Mercadier
  Meunier Michelet Monnier Morvan Moulin Mounier Nabil Navarro Ndiaye Nguyen Nicolas Noiret Olivier
  Orsini Oudin Ouedraogo Pailler Parent Pascal Pasquier Pellerin Perrault Petitjean Picard Pichon
  Poulain Prevost Quéré Rahmani Raynaud Renaudin Ribeiro Rigaud Rocher Rolland Romano Rousset Roux
  Sabatier Salvi Samson Santoni Sauvage Schmitt Sénéchal Sidibé Silvestre Soulier Tessier Thévenin
  Thibaud Tixier Toussaint Traoré Vacher Vallet Vasseur Verdier Vernet Vidal Villard Weber Yıldız
  Zanetti Zerbib
`);

function words(text: string): readonly string[] {
  return text.trim().split(/\s+/);
}
