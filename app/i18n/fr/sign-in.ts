export const signIn = {
  title: "Connexion",
  text: "Une seule adresse pour tous vos studios.",
  email: "Adresse e-mail",
  password: "Mot de passe",
  submit: "Se connecter",
  signOut: "Se déconnecter",
  chooser: {
    heading: "Vos studios",
    title: "Bonjour {{name}}",
    text: "Dans quel studio travaillez-vous ?",
    none: "Vous n’appartenez à aucun studio. Demandez une invitation à son propriétaire.",
  },
  roles: { owner: "Propriétaire", member: "Membre" },
  errors: { refused: "L’adresse ou le mot de passe ne convient pas." },
} as const;
