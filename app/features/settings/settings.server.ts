import { sql } from "drizzle-orm";
import {
  clients,
  equipment,
  projects,
  rooms,
  sessions,
  settings,
  tracks,
} from "#db/schema/studio/index.ts";
import type { StudioDb } from "#db/studio.server.ts";
import type { StudioSettings } from "./settings.ts";

/** What stands on the studio's documents, and how it counts its days and its money. */
export async function readStudioSettings(db: StudioDb) {
  const { legalName, siret, vatNumber, address, phone, email } = settings;
  const { access, parking, doorCode, overtimePercent } = settings;
  const { language, currency, country, timeZone, dayStartsAt } = settings;
  const [row] = await db
    .select({
      ...{ legalName, siret, vatNumber, address, phone, email },
      ...{ access, parking, doorCode, overtimePercent },
      ...{ language, currency, country, timeZone, dayStartsAt },
    })
    .from(settings);
  if (!row) throw new Error("the studio has no settings");
  return { ...row, dayStartsAt: row.dayStartsAt.slice(0, 5) };
}

/** The one settings row of the studio is the only one in scope. */
export async function changeStudioSettings(db: StudioDb, values: StudioSettings): Promise<void> {
  await db.update(settings).set(values);
}

/** The accent as `#rrggbb`; null gives the product's own back. */
export async function changeAccent(db: StudioDb, accent: string | null): Promise<void> {
  await db.update(settings).set({ accent });
}

/** What a person would miss: the studio's other tables hold what the machinery needs. */
const counted = { clients, projects, tracks, sessions, rooms, equipment };

export type CountedTable = keyof typeof counted;
export type RowCounts = Record<CountedTable, number>;

/** How many rows of each kind the studio has, archived ones included. */
export async function countRows(db: StudioDb): Promise<RowCounts> {
  const counts = Object.entries(counted).map(
    ([name, table]) => sql`(select count(*)::int from ${table}) as ${sql.identifier(name)}`,
  );
  const [row] = await db.execute<RowCounts>(sql`select ${sql.join(counts, sql`, `)}`);
  return row!;
}
