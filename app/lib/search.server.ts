import { and, or, sql, type AnyColumn, type SQL } from "drizzle-orm";

/**
 * Rows in which each word typed stands in one of the columns, whatever its case and accents: "lea dup"
 * finds Léa Dupont. Undefined, which filters nothing, where nothing was typed.
 */
export function contains(typed: string, ...columns: AnyColumn[]): SQL | undefined {
  const words = typed.replaceAll("\0", "").split(/\s+/).filter(Boolean);
  return and(
    ...words.map((word) => {
      const pattern = `%${escapeWildcards(word)}%`;
      return or(...columns.map((column) => sql`unaccent(${column}) ilike unaccent(${pattern})`));
    }),
  );
}

/** Ranks what begins with the words typed before what holds them elsewhere. */
export function beginsWith(typed: string, column: AnyColumn): SQL {
  const pattern = `${escapeWildcards(typed.replaceAll("\0", "").trim())}%`;
  return sql`unaccent(${column}) ilike unaccent(${pattern})`;
}

export function escapeWildcards(text: string) {
  return text.replace(/[\\%_]/g, "\\$&");
}
