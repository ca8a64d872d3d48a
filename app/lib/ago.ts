const UNITS = [
  ["year", 31_536_000],
  ["month", 2_592_000],
  ["day", 86_400],
  ["hour", 3_600],
  ["minute", 60],
] as const;

/** "il y a 3 jours", "hier", "3 days ago"; below a minute "maintenant", "now". For the server: browsers word it otherwise. */
export function formatAgo(instant: Date, now: Date, language: string): string {
  const seconds = Math.max(0, (now.getTime() - instant.getTime()) / 1000);
  const words = new Intl.RelativeTimeFormat(language, { numeric: "auto" });
  const [unit, length] = UNITS.find(([, inSeconds]) => seconds >= inSeconds) ?? ["second", 1];
  return words.format(unit === "second" ? 0 : -Math.floor(seconds / length), unit);
}
