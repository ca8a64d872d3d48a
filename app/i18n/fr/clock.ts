export const clock = {
  kinds: { booked: "Réservé", overtime: "Dépassement", manual: "Saisi" },
} as const;
