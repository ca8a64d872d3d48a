import { z } from "zod";
import { optionalText } from "#app/lib/text.ts";

/** Whose sessions a feed shows. */
export const FEED_SUBJECTS = ["studio", "room", "person", "client"] as const;
export type FeedSubject = (typeof FEED_SUBJECTS)[number];

/** Whose: all of the studio's, or those of one. */
export type Shown =
  { shows: "studio" } | { shows: "room" | "person" | "client"; id: string; name: string };

/** How often a calendar should look again. */
export const REFRESH_MINUTES = 60;

/** How far a feed reaches: what starts between. */
export const DAYS_BACK = 90;
export const DAYS_AHEAD = 400;

const DAY = 24 * 60 * 60_000;

/** Half-open, [from, until). */
export function spanAt(now: Date): { from: Date; until: Date } {
  return {
    from: new Date(now.getTime() - DAYS_BACK * DAY),
    until: new Date(now.getTime() + DAYS_AHEAD * DAY),
  };
}

export const feedSchema = z
  .object({
    shows: z.enum(FEED_SUBJECTS),
    roomId: z.uuid().optional(),
    personId: z.uuid().optional(),
    clientId: z.uuid().optional(),
    label: optionalText(80),
  })
  .superRefine((values, context) => {
    const field = idFieldOf(values.shows);
    if (!field || values[field]) return;
    context.addIssue({ code: "custom", path: [field], message: "common:errors.required" });
  });
export type FeedValues = z.output<typeof feedSchema>;

/** The field that says which one. */
export function idFieldOf(shows: FeedSubject): "roomId" | "personId" | "clientId" | undefined {
  return shows === "studio" ? undefined : (`${shows}Id` as const);
}

/** The ids of a feed: the one that it is of, whatever else a form still held. */
export function idsOf(values: FeedValues) {
  const field = idFieldOf(values.shows);
  return {
    ...{ roomId: null, personId: null, clientId: null },
    ...(field && { [field]: values[field] }),
  };
}

/** A page of ours that opens the form, filled in: "?room=<id>". */
export const prefillSchema = z.object({
  room: z.uuid().optional().catch(undefined),
  person: z.uuid().optional().catch(undefined),
  client: z.uuid().optional().catch(undefined),
});

/** What one is given once: nobody can read it again. */
export type FeedAddress = { https: string; webcal: string };

/** The addresses of a feed; `appUrl` without a slash at its end. */
export function addressOf(appUrl: string, slug: string, secret: string): FeedAddress {
  const https = `${appUrl}/feeds/${slug}/${secret}.ics`;
  return { https, webcal: https.replace(/^https?:/, "webcal:") };
}
