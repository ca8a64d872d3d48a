import { formatRange, type Reader } from "#app/lib/dates.ts";
import type { Timed } from "./studio-day.ts";

/** Of a class fewer units are free than were asked for. */
export type NoneFree = {
  ok: false;
  reason: "noneFree";
  /** The model. */
  name: string;
  /** How many the studio has, and how many of them cannot be used. */
  total: number;
  broken: number;
  takenBy: (Timed & { client: string })[];
};

/** What the message says of it. */
export function noneFreeWords({ name, total, broken, takenBy }: NoneFree, reader: Reader) {
  const by = takenBy.map(
    ({ client, startsAt, endsAt }) => `${client} (${formatRange(startsAt, endsAt, reader)})`,
  );
  return {
    name,
    total: String(total),
    broken: String(broken),
    by: by.length > 0 ? by.join(", ") : "–",
  };
}
