import { z } from "zod";
import { viewTextOf } from "./list-address.ts";

/** A list's filters, sort and columns under a name. */
export interface SavedView {
  id: string;
  name: string;
  /** The search string of the list's address, without its question mark. */
  query: string;
  /** Seen by all of the studio. */
  isShared: boolean;
  /** Whether who asks may rename, overwrite and remove it. */
  isChangeable: boolean;
}

export const savedViewSchema = z.object({
  list: z.string().regex(/^[a-z-]{1,40}$/),
  name: z.string().trim().min(1).max(60),
  query: z
    .string()
    .max(2_000)
    .default("")
    .transform((text) => viewTextOf(new URLSearchParams(text))),
  isShared: z.boolean().default(false),
});
export type SavedViewValues = z.output<typeof savedViewSchema>;
