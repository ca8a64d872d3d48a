import { z } from "zod";
import { LONGEST_SESSION_DAYS } from "../session.ts";
import { RESOURCE_KINDS } from "./draft.ts";

const instant = z.iso.datetime().transform((text) => new Date(text));
const longest = LONGEST_SESSION_DAYS * 24 * 60 * 60_000;

/** What a drop in the calendar says: instants of UTC, and where it was taken up and put. */
export const slotSchema = z
  .object({
    startsAt: instant,
    endsAt: instant,
    seenStartsAt: instant,
    seenEndsAt: instant,
    kind: z.enum(RESOURCE_KINDS).optional(),
    from: z.uuid().optional(),
    to: z.uuid().optional(),
  })
  .refine(({ startsAt, endsAt }) => startsAt < endsAt)
  .refine(({ startsAt, endsAt }) => endsAt.getTime() - startsAt.getTime() <= longest);
