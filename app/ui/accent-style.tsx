import { use } from "react";
import { accentVariables } from "./accent.ts";
import { NonceContext } from "./nonce.ts";

/** Replaces the accent while it is mounted, for the whole document: what opens over the page too. */
export function AccentStyle({ color }: { color: string | null | undefined }) {
  const nonce = use(NonceContext);
  const variables = color ? accentVariables(color) : null;
  if (!variables) return null;
  const lines = Object.entries(variables).map(([name, value]) => `${name}:${value}`);
  // Doubled, to weigh more than the tokens wherever the style stands. A browser hides the nonce of
  // what it has read, so that the attribute differs from the server's.
  return <style nonce={nonce} suppressHydrationWarning>{`:root:root{${lines.join(";")}}`}</style>;
}
