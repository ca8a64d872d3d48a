import { z } from "zod";

/** Who is signed in, and by which sign-in. */
export type User = {
  id: string;
  email: string;
  name: string;
  isOperator: boolean;
  signInId: string;
  /** Whether this very sign-in proved a second factor. */
  hasSecondFactor: boolean;
};

export const signInSchema = z.object({
  email: z.email().trim().max(254),
  password: z.string().min(1).max(1024),
  returnTo: z.string().optional(),
});

/** A path of this very host, or `fallback`: a link in a mail must not send people elsewhere. */
export function safeReturnTo(wished: string | null | undefined, fallback: string): string {
  // A browser reads "\" as "/", and leaves out a tab or a line's end: "/\t/evil" is another host.
  return wished && /^\/(?![/\\])[^\s\\]*$/.test(wished) ? wished : fallback;
}
