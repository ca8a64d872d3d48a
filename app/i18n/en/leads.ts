export const leads = {
  stages: {
    new: "New",
    contacted: "Contacted",
    quoted: "Quoted",
    won: "Won",
    lost: "Lost",
  },
  sources: {
    website: "Website",
    phone: "Phone",
    email: "E-mail",
    referral: "Referral",
    social: "Social media",
    walk_in: "Walk-in",
    other: "Other",
  },
} as const;
