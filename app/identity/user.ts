import { z } from "zod";

/** Who is signed in. */
export type User = { id: string; email: string; name: string; isOperator: boolean };

export const signInSchema = z.object({
  email: z.email().trim().max(254),
  password: z.string().min(1).max(1024),
  returnTo: z.string().optional(),
});

/** A path of this very host, or `fallback`: a link in a mail must not send people elsewhere. */
export function safeReturnTo(wished: string | null | undefined, fallback: string): string {
  return wished && /^\/(?![/\\])/.test(wished) ? wished : fallback;
}
