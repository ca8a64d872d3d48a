/** A region of the IANA database. An offset is none: PostgreSQL and JavaScript read its sign differently. */
export function isTimeZone(text: string): boolean {
  if (!/^[A-Za-z_]+\/[A-Za-z0-9_/+-]+$/.test(text) && text !== "UTC") return false;
  try {
    Intl.DateTimeFormat("en", { timeZone: text });
    return true;
  } catch {
    return false;
  }
}

/** To choose from, in the order of the alphabet; one that the server no longer names stays a choice. */
export function listTimeZones(current: string): string[] {
  const zones = new Set([current, ...Intl.supportedValuesOf("timeZone"), "UTC"]);
  return [...zones].toSorted((a, b) => a.localeCompare(b, "en"));
}
