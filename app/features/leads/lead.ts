import { z } from "zod";
import { clientKinds } from "#app/features/clients/client.ts";
import { leadStages, openStages, type LeadStage } from "#app/features/clients/lead-stage.ts";
import { isDay } from "#app/lib/dates.ts";
import { cents } from "#app/lib/money.ts";
import { optionalText } from "#app/lib/text.ts";

export const leadSources = [
  "website",
  "phone",
  "email",
  "referral",
  "social",
  "walk_in",
  "other",
] as const;
export type LeadSource = (typeof leadSources)[number];

const LARGEST_CENTS = 2_147_483_647;

export const leadSchema = z.object({
  name: z.string().trim().min(1).max(200),
  kind: z.enum(clientKinds),
  organisation: optionalText(200),
  email: z.email().max(254).nullable().default(null),
  phone: optionalText(60),
  source: z.enum(leadSources),
  wish: optionalText(4_000),
  valueCents: cents().pipe(z.number().min(0).max(LARGEST_CENTS)).nullable().default(null),
  followUpOn: z.string().refine(isDay, "common:errors.date").nullable().default(null),
  /** The client who asks, where it is one already. */
  clientId: z.uuid().nullable().default(null),
});
export type LeadValues = z.output<typeof leadSchema>;

/** A stage that is reached by saying so; to win or to lose a lead asks for more. */
export const stageSchema = z.object({ stage: z.enum(openStages) });

export const lossSchema = z.object({ reason: optionalText(500) });

/** Whom a lead became: a client that is there, or a new one. */
export const winningSchema = z.object({
  client: z.union([z.literal("new"), z.uuid()]),
});

/** What a list of leads is narrowed to. */
export interface LeadFilter {
  typed: string;
  source?: LeadSource;
  stage?: LeadStage;
  /** Only the open ones that somebody wanted to follow up by this day. */
  dueBy?: string;
}

/** The filter in an address; `today` is the studio's day. */
export function readLeadFilter(parameters: URLSearchParams, today: string): LeadFilter {
  return {
    typed: parameters.get("q") ?? "",
    source: leadSources.find((source) => source === parameters.get("source")),
    stage: leadStages.find((stage) => stage === parameters.get("stage")),
    dueBy: parameters.get("due") === "only" ? today : undefined,
  };
}

/** The stage beside one, in the order of the board. */
export function stageBeside(stage: LeadStage, step: -1 | 1): LeadStage | undefined {
  return leadStages[leadStages.indexOf(stage) + step];
}
