/*
 * What a client or a project shows of its sessions. The sessions themselves are a feature to the right:
 * this is their past and future as seen from here.
 */

export const bookingParts = ["upcoming", "past"] as const;
export type BookingPart = (typeof bookingParts)[number];

export type BookingState =
  "hold" | "tentative" | "confirmed" | "in_progress" | "done" | "cancelled" | "no_show";

/** The meaning of a state's colour, the same wherever a session is shown. */
export const meaningOfBooking = {
  hold: "hold",
  tentative: "warning",
  confirmed: "info",
  in_progress: "good",
  done: "neutral",
  cancelled: "neutral",
  no_show: "danger",
} as const satisfies Record<BookingState, string>;
