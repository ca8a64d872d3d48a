import { createContext, data } from "react-router";
import { NoFreeConnection, Unreachable } from "#db/connections/errors.ts";
import type { Placement } from "#db/placements.server.ts";
import type { Role } from "#db/roles.ts";
import { settings } from "#db/schema/studio/index.ts";
import { type Studio, type StudioDb, StudioUnavailable } from "#db/studio.server.ts";
import { dueWorkOf } from "#app/lib/due-work.ts";
import type { Membership } from "#app/identity/memberships.server.ts";

/** The studio that a request is for, entered by one of its members. */
export type StudioVisit = Studio & {
  slug: string;
  name: string;
  role: Role;
  placement: Placement;
  /** The address of one of its pages: `/rooms` on its own host, `/s/lumiere/rooms` on the apex. */
  href(path: string): string;
  /** How the studio writes times and money; read once a request. */
  preferences(): Promise<StudioPreferences>;
};

export type StudioPreferences = {
  /** An accent colour, `#rrggbb`. */
  accent: string | null;
  language: "fr" | "en";
  /** ISO 4217. */
  currency: string;
  /** Of the IANA database. */
  timeZone: string;
  /** `HH:MM`: what ends past midnight belongs to the evening before. */
  dayStartsAt: string;
  /** Where it is, as its documents say. */
  address: string | null;
};

/** No default: where the studio layout did not run, reading it throws. */
export const studioContext = createContext<StudioVisit>();

export function visitStudio(
  { slug, name, role, placement }: Membership,
  studio: Studio,
  base: string,
  remind: Remind,
): StudioVisit {
  const { read, write } = answering(reminding(studio, remind));
  let preferences: Promise<StudioPreferences> | undefined;
  return {
    slug,
    name,
    role,
    placement,
    read,
    write,
    href: (path) => (path === "/" ? base || "/" : base + path),
    preferences: () => (preferences ??= read(readPreferences)),
  };
}

/** How the studio writes times and money. */
export async function readPreferences(db: StudioDb): Promise<StudioPreferences> {
  const { accent, language, currency, timeZone, dayStartsAt, address } = settings;
  const [row] = await db
    .select({ accent, language, currency, timeZone, dayStartsAt, address })
    .from(settings);
  if (!row) throw new Error("the studio has no settings");
  return { ...row, dayStartsAt: row.dayStartsAt.slice(0, 5) };
}

/** Notes that the studio has work from an instant on. */
export type Remind = (dueAt: Date) => Promise<void>;

/** The studio, whose writes remind of the work that they leave. It is the outbox's, and found in any case. */
export function reminding(studio: Studio, remind: Remind): Studio {
  return {
    read: studio.read,
    async write(work) {
      let due: Date | undefined;
      const result = await studio.write(async (db) => {
        const answer = await work(db);
        due = dueWorkOf(db);
        return answer;
      });
      if (due) await remind(due);
      return result;
    },
  };
}

/** The studio, whose reads and writes throw the answer "come back later" where it cannot be reached. */
export function answering(studio: Studio): Studio {
  return {
    read: (work) => studio.read(work).catch(answerUnavailable),
    write: (work) => studio.write(work).catch(answerUnavailable),
  };
}

function answerUnavailable(error: unknown): never {
  const isAway =
    error instanceof StudioUnavailable ||
    error instanceof Unreachable ||
    error instanceof NoFreeConnection;
  throw isAway ? data(null, { status: 503, headers: { "Retry-After": "10" } }) : error;
}
