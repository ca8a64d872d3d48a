import { accentVariables } from "./accent.ts";

/** Replaces the accent while it is mounted, for the whole document: what opens over the page too. */
export function AccentStyle({ color }: { color: string | null | undefined }) {
  const variables = color ? accentVariables(color) : null;
  if (!variables) return null;
  const lines = Object.entries(variables).map(([name, value]) => `${name}:${value}`);
  // Doubled, to weigh more than the tokens wherever the style stands.
  return <style>{`:root:root{${lines.join(";")}}`}</style>;
}
