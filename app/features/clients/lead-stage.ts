/*
 * What a client shows of who they were, or what they ask for now. Leads themselves are a feature to the
 * right: this is their stage as seen from here too.
 */

export const leadStages = ["new", "contacted", "quoted", "won", "lost"] as const;
export type LeadStage = (typeof leadStages)[number];

/** Of which something may still come. */
export const openStages = ["new", "contacted", "quoted"] as const satisfies readonly LeadStage[];
export type OpenStage = (typeof openStages)[number];

export function isOpen(stage: LeadStage): stage is OpenStage {
  return openStages.some((open) => open === stage);
}

/** The meaning of a stage's colour, the same wherever a lead is shown. */
export const meaningOfStage = {
  new: "info",
  contacted: "neutral",
  quoted: "warning",
  won: "good",
  lost: "danger",
} as const satisfies Record<LeadStage, string>;
