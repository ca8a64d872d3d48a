import type { SessionState } from "./session.ts";

/**
 * How a session's block looks on the ground of its room's colour (`data-swatch`). A state is read from
 * edge and pattern, never from colour alone: an option is hatched in a dashed line, what is to be confirmed
 * is outlined, what is settled is filled, what is over is calm, what fell away is struck.
 */
export const SESSION_LOOKS: Record<SessionState, string> = {
  hold: "border-dashed bg-surface hatched",
  tentative: "bg-surface",
  confirmed: "swatch-soft",
  in_progress: "swatch-soft outline-1 outline-(--swatch-edge)",
  done: "border-y-line border-r-line bg-sunken text-muted",
  cancelled: "border-dashed bg-canvas text-muted line-through",
  no_show: "border-y-line border-r-line bg-sunken text-muted",
};
