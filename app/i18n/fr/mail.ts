export const mail = {
  greeting: "Bonjour {{name}},",
  hello: "Bonjour,",
  buttonInText: "{{button}} :",
  buttonHelp: "Si le bouton ne s’ouvre pas, copiez cette adresse dans votre navigateur :",
  roles: {
    admin: "administration",
    engineer: "ingénieur du son",
    assistant: "assistant",
    accountant: "comptabilité",
  },
  "magic-link": {
    subject: "Votre lien de connexion",
    body: "Voici le lien demandé pour vous connecter. Il sert une seule fois, pendant {{minutes}} minutes.",
    button: "Se connecter",
    footnote:
      "Vous recevez ce message parce qu’un lien de connexion a été demandé pour cette adresse. Ce n’était pas vous ? Ne faites rien : sans ce lien, personne ne peut se connecter à votre place.",
  },
  "password-reset": {
    subject: "Choisir un nouveau mot de passe",
    body: "Un nouveau mot de passe a été demandé pour votre compte. Le lien sert une seule fois, pendant {{minutes}} minutes.",
    button: "Choisir un mot de passe",
    footnote:
      "Vous recevez ce message parce qu’un nouveau mot de passe a été demandé pour cette adresse. Ce n’était pas vous ? Ne faites rien : votre mot de passe reste le même.",
  },
  "email-verification": {
    subject: "Confirmez votre adresse",
    body: "Un compte a été ouvert à votre adresse. Confirmez qu’elle est bien la vôtre pour vous connecter. Le lien sert une seule fois, pendant {{hours}} heures.",
    button: "Confirmer mon adresse",
    footnote:
      "Vous recevez ce message parce que cette adresse a été saisie pour ouvrir un compte. Ce n’était pas vous ? Ne faites rien : il ne servira à personne.",
  },
  "account-exists": {
    subject: "Vous avez déjà un compte",
    body: "Quelqu’un, vous sans doute, a voulu ouvrir un compte avec votre adresse. Vous en avez déjà un : connectez-vous, ou demandez un nouveau mot de passe.",
    button: "Se connecter",
    footnote:
      "Vous recevez ce message parce que cette adresse a été saisie pour ouvrir un compte. Ce n’était pas vous ? Ne faites rien : rien n’a changé.",
  },
  invitation: {
    subject: "{{inviter}} vous invite dans {{studio}}",
    body: "{{inviter}} vous invite à rejoindre {{studio}} (rôle : {{role}}).\nL’invitation est valable {{days}} jours.",
    button: "Voir l’invitation",
    footnote:
      "Vous recevez ce message parce que {{inviter}} a saisi cette adresse. Vous ne connaissez pas ce studio ? Ne faites rien : l’invitation s’éteint d’elle-même.",
  },
  "security-changed": {
    password: {
      subject: "Votre mot de passe a changé",
      body: "Le mot de passe de votre compte vient de changer. Les autres appareils ont été déconnectés.",
    },
    "second-factor-on": {
      subject: "Le second facteur est activé",
      body: "Votre compte demande désormais un code à la connexion.",
    },
    "second-factor-off": {
      subject: "Le second facteur est désactivé",
      body: "Votre compte ne demande plus de code à la connexion.",
    },
    "identity-linked": {
      subject: "Un compte extérieur est relié au vôtre",
      body: "Un compte Google ou Apple à votre adresse vient d’être relié à votre compte : il permet désormais de vous connecter.",
    },
    "identity-unlinked": {
      subject: "Un compte extérieur n’est plus relié au vôtre",
      body: "Un compte Google ou Apple ne permet plus de vous connecter. Les autres appareils ont été déconnectés.",
    },
    "recovery-codes": {
      subject: "Vos codes de secours sont remplacés",
      body: "Dix nouveaux codes de secours viennent d’être créés pour votre compte : les précédents ne valent plus. Les autres appareils ont été déconnectés.",
    },
    button: "Voir mon compte",
    footnote:
      "Vous recevez ce message parce que c’est l’adresse de ce compte. Ce n’était pas vous ? Demandez tout de suite un nouveau mot de passe.",
  },
  "ownership-transferred": {
    subject: "{{studio}} est à vous",
    body: "{{from}} vous a confié {{studio}} : vous en êtes désormais propriétaire.",
    button: "Ouvrir le studio",
    footnote:
      "Vous recevez ce message parce que {{from}} vous a transmis la propriété de {{studio}}. C’est une erreur ? Parlez-en ensemble.",
  },
  "call-sheet": {
    sheet: {
      subject: "Feuille de service : {{client}}, {{when}} ({{studio}})",
      body: "Voici la feuille de service de la séance de {{client}} : {{when}}, {{room}}.\nElle est jointe, avec le rendez-vous pour votre agenda.",
    },
    changed: {
      subject: "Changement : {{client}}, {{when}} ({{studio}})",
      body: "La séance de {{client}} a changé. Elle a maintenant lieu : {{when}}, {{room}}.\nLa feuille de service à jour est jointe, avec le rendez-vous pour votre agenda.",
    },
    cancelled: {
      subject: "Annulée : {{client}}, {{when}} ({{studio}})",
      body: "La séance de {{client}} ({{when}}, {{room}}) est annulée.\nLe fichier joint la retire de votre agenda.",
    },
    footnote:
      "Vous recevez ce message parce que {{studio}} vous a envoyé la feuille de service de cette séance.",
  },
  mailbox: {
    attachments: "Pièces jointes",
    title: "Courrier",
    text: "Ici arrive ce que l’application écrit tant qu’aucun serveur d’envoi n’est réglé.",
    all: "Tous les messages",
    to: "À {{recipient}}",
    empty: "Aucun courrier",
    emptyText: "Ce que l’application écrit apparaîtra ici.",
  },
} as const;
