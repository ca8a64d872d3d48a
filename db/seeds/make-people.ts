import type { people } from "#db/schema/studio/index.ts";
import { idAt } from "./ids.ts";
import type { Random } from "./random.ts";
import type { RowOf } from "./table.ts";
import { familyNames, givenNames } from "./words/people.ts";

type Person = RowOf<typeof people>;

/** For each room so many; who engineers is most of a studio's staff. */
const staffed: readonly Person["trade"][] = ["engineer", "engineer", "assistant"];

/** Whom the studio books: its owner, then staff by the number of its rooms, and a technician. */
export function makePeople(
  { ownerName, rooms, domain }: { ownerName: string; rooms: number; domain: string },
  opening: Date,
  random: Random,
): Person[] {
  const trades: Person["trade"][] = Array.from({ length: rooms }, () => staffed).flat();
  const names = new Set([ownerName]);
  while (names.size < trades.length + 2) {
    names.add(`${random.pick(givenNames)} ${random.pick(familyNames)}`);
  }
  const jobs: Person["trade"][] = ["producer", ...trades, "technician"];
  return [...names].map((name, at) => ({
    id: idAt(opening, random),
    createdAt: opening,
    updatedAt: opening,
    name,
    trade: jobs[at] ?? "engineer",
    email: `${plain(name).replaceAll(" ", ".")}@${domain}`,
    // 06 39 98 is kept for fiction by ARCEP.
    phone: `06 39 98 ${two(random)} ${two(random)}`,
    userId: null,
    notes: null,
    archivedAt: null,
  }));
}

function plain(name: string): string {
  return name
    .normalize("NFD")
    .replaceAll(/[^A-Za-z ]/g, "")
    .toLowerCase();
}

function two(random: Random): string {
  return String(random.between(0, 99)).padStart(2, "0");
}
