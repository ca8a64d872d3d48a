export type CopyValue =
  string | number | boolean | Date | null | readonly string[] | Readonly<Record<string, unknown>>;

const escapes: Record<string, string> = { "\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t" };

/**
 * One line of PostgreSQL's COPY text format, escaped and ended:
 * https://www.postgresql.org/docs/18/sql-copy.html#SQL-COPY-FILE-FORMATS
 */
export function copyLine(values: readonly CopyValue[]): string {
  return `${values.map(field).join("\t")}\n`;
}

function field(value: CopyValue): string {
  if (value === null) return "\\N";
  if (typeof value === "boolean") return value ? "t" : "f";
  if (value instanceof Date) return value.toISOString();
  if (Array.isArray(value)) return field(`{${value.map((it) => JSON.stringify(it)).join()}}`);
  const text = typeof value === "object" ? JSON.stringify(value) : String(value);
  return text.replace(/[\\\n\r\t]/g, (character) => escapes[character] ?? character);
}
