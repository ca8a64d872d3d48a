import { z } from "zod";

/** Rows that a list's form names: by their ids, or all that a filter finds. */
export type Selection = { ids: string[] } | { filter: URLSearchParams };

/** More ids than that are named by a filter. */
const MOST_IDS = 20_000;

/** What the rows ticked in a list post: `ids` by commas, or `all=1` and the list's `filter`. */
export const selectionSchema = z
  .union([
    z.object({ all: z.literal("1"), filter: z.string().max(4_000) }),
    z.object({
      ids: z
        .string()
        .transform((text) => text.split(","))
        .pipe(z.array(z.uuid()).min(1).max(MOST_IDS)),
    }),
  ])
  .transform((posted): Selection =>
    "ids" in posted ? posted : { filter: new URLSearchParams(posted.filter) },
  );
