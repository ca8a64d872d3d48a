export const signIn = {
  title: "Connexion",
  text: "Une seule adresse pour tous vos studios.",
  email: "Adresse e-mail",
  password: "Mot de passe",
  submit: "Se connecter",
  signOut: "Se déconnecter",
  ways: {
    link: "Recevoir un lien de connexion",
    reset: "Mot de passe oublié ?",
    signUp: "Créer un compte",
    back: "Retour à la connexion",
  },
  elsewhere: {
    or: "ou",
    with: "Continuer avec {{brand}}",
    problems: {
      cancelled: "La connexion avec {{brand}} a été annulée.",
      lost: "Cette connexion avec {{brand}} a expiré, ou a été commencée dans un autre onglet. Recommencez.",
      unavailable:
        "{{brand}} ne répond pas. Réessayez dans un instant, ou connectez-vous autrement.",
      refused: "La réponse de {{brand}} n’a pas pu être vérifiée. Recommencez.",
      emailUnverified:
        "{{brand}} ne confirme pas votre adresse e-mail. Confirmez-la chez {{brand}}, ou connectez-vous autrement.",
    },
  },
  link: {
    title: "Connexion par e-mail",
    text: "Nous vous envoyons un lien qui vous connecte, sans mot de passe.",
    submit: "Envoyer le lien",
  },
  opened: {
    title: "Vous y êtes presque",
    text: "Ce lien connecte le compte {{email}} dans ce navigateur. Il fonctionne une seule fois.",
    submit: "Se connecter",
  },
  expired: {
    title: "Ce lien ne fonctionne plus",
    text: "Il a déjà servi, ou il est trop ancien. Demandez-en un autre.",
  },
  mailSent: {
    title: "Consultez votre messagerie",
    text: "Si cette adresse peut recevoir un lien, nous venons de vous écrire. Ouvrez le lien du message pour continuer.",
    nothing:
      "Rien reçu au bout de quelques minutes ? Regardez dans les courriers indésirables, puis recommencez un peu plus tard.",
    read: "Lire les messages envoyés",
  },
  signUp: {
    title: "Créer un compte",
    text: "Un compte pour vous, quel que soit le nombre de vos studios.",
    name: "Votre nom",
    passwordHelp: "Au moins 10 caractères. Une phrase convient très bien.",
    submit: "Créer le compte",
    known: "J’ai déjà un compte",
  },
  verification: {
    title: "Vérifier votre adresse",
    text: "Confirmez que {{email}} est bien votre adresse.",
    passwordText:
      "Confirmez que {{email}} est bien votre adresse, avec le mot de passe que vous venez de choisir.",
    submit: "Vérifier et continuer",
  },
  reset: {
    title: "Nouveau mot de passe",
    text: "Nous vous envoyons un lien pour en choisir un autre.",
    submit: "Envoyer le lien",
    chooseText: "Pour le compte {{email}}. Tous les appareils connectés seront déconnectés.",
    password: "Nouveau mot de passe",
    choose: "Changer le mot de passe",
  },
  secondFactor: {
    title: "Second facteur",
    text: "Saisissez le code à six chiffres de votre application d’authentification.",
    code: "Code",
    codeHelp: "Sans votre téléphone, saisissez un de vos codes de secours.",
    submit: "Continuer",
    other: "Utiliser un autre compte",
  },
  setUp: {
    title: "Activer le second facteur",
    text: "Scannez ce code avec une application d’authentification (Google Authenticator, 1Password, Aegis…), puis saisissez le code qu’elle affiche.",
    operatorText:
      "Un compte d’exploitation se connecte toujours avec un second facteur. Scannez ce code avec une application d’authentification, puis saisissez le code qu’elle affiche.",
    qr: "Code QR pour l’application d’authentification",
    key: "Ou saisissez cette clé dans l’application :",
    code: "Code à six chiffres",
    submit: "Activer",
    done: "Le second facteur est actif",
    doneText: "Votre compte demande désormais un code à chaque connexion.",
    continue: "Continuer",
  },
  codes: {
    title: "Vos codes de secours",
    text: "Chacun remplace une fois le code de votre téléphone. Ils ne seront plus jamais affichés : rangez-les en lieu sûr.",
    copy: "Copier",
    copied: "Codes copiés",
    download: "Télécharger",
    file: "codes-de-secours.txt",
  },
  chooser: {
    heading: "Vos studios",
    title: "Bonjour {{name}}",
    text: "Dans quel studio travaillez-vous ?",
    account: "Votre compte",
    none: "Vous n’appartenez à aucun studio. Créez le vôtre, ou demandez une invitation à son propriétaire.",
    create: "Créer un studio",
  },
  roles: {
    owner: "Propriétaire",
    admin: "Administration",
    engineer: "Ingénieur du son",
    assistant: "Assistant",
    accountant: "Comptabilité",
  },
  errors: {
    refused:
      "L’adresse ou le mot de passe ne convient pas. Après plusieurs essais, patientez avant de recommencer.",
    code: "Ce code ne convient pas, ou il a déjà servi. Après plusieurs essais, patientez avant de recommencer.",
    password:
      "Ce mot de passe ne convient pas. Après plusieurs essais, patientez avant de recommencer.",
    passwordIsEmail: "Choisissez autre chose que votre adresse e-mail.",
  },
} as const;
