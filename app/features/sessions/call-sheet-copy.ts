import { z } from "zod";

/** A change in a calendar can be undone so long; nobody is told of it before. */
export const UNDO_SECONDS = 10;

/** Who shall have the call sheet: "client", or a person's id. */
export const copiesSchema = z.object({
  to: z.array(z.union([z.literal("client"), z.uuid()])).min(1, "sessions:copies.nobody"),
});
