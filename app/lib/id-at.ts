/** The lowest id of a moment: an id begins with its millisecond (RFC 9562, 5.7), so that times are ranges of ids. */
export function idAt(moment: Date): string {
  const hex = Math.max(0, moment.getTime()).toString(16).padStart(12, "0");
  return `${hex.slice(0, 8)}-${hex.slice(8)}-7000-8000-000000000000`;
}
