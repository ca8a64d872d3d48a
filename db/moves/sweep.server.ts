import { inArray } from "drizzle-orm";
import type { Client } from "../connections/client.ts";
import { isConnectionError } from "../connections/errors.ts";
import type { Place } from "../places.server.ts";
import type { Platform } from "../platform.server.ts";
import { moves } from "../schema/control/index.ts";
import type { Direction } from "./carrier.ts";
import { dropJournal } from "./journal.server.ts";
import { dropLinkEnd, linkName, reviveLink } from "./link.server.ts";
import { UNDER_WAY } from "./move.server.ts";
import { asMover } from "./mover.server.ts";

type Leftover = { moveId: string; direction: Direction };

/**
 * Removes what moves that ended have left in databases: a server was away then, or a mover that stood
 * still went on for a moment when it woke. A slot among it would hold back WAL for ever.
 */
export async function sweepLinks(platform: Platform): Promise<void> {
  const databases = await platform.operations.sql<Pick<Place, "cluster" | "database">[]>`
    select distinct cluster, database from places where state = 'ready'`;
  for (const place of databases) await sweepDatabase(platform, place);
}

/**
 * Lets the ways back of moves in their soak go on where they stopped: a server that restarts cuts them
 * all, and a rollback would have to copy every row.
 */
export async function reviveLinks(platform: Platform): Promise<void> {
  const soaking = await platform.operations.sql<
    (Pick<Place, "cluster" | "database"> & {
      moveId: string;
    })[]
  >`
    select m.id as "moveId", p.cluster, p.database
    from moves m join places p on p.id = m.from_place_id
    where m.state = 'soak' and m.engine = 'replication' and m.kind <> 'rollback'`;
  for (const { moveId, ...place } of soaking) {
    await asMover(platform, place, "rsm revive", async (target) => {
      const link = { moveId, direction: "back" } as const;
      const [stopped] = await target`select from pg_subscription
        where subname = ${linkName(link)} and not subenabled
          and subdbid = (select oid from pg_database where datname = current_database())`;
      if (stopped) await reviveLink(target, link);
    }).catch((error: unknown) => {
      // A server that is away is looked at again in the next round, and holds up no other.
      if (!isConnectionError(error)) throw error;
    });
  }
}

export async function sweepDatabase(
  platform: Platform,
  place: Pick<Place, "cluster" | "database">,
): Promise<void> {
  try {
    const there = await asMover(platform, place, "rsm sweep", listLinks);
    for (const leftover of await withoutUsed(platform, there)) {
      await dropLinkEnd(platform, place, leftover);
      await dropJournal(platform, place, leftover);
    }
  } catch (error) {
    // A server that is away keeps what is on it for the next sweep, and holds up no other.
    if (!isConnectionError(error)) throw error;
  }
}

/** Of every move, by what a database has of it. */
function listLinks(sql: Client): Promise<Leftover[]> {
  return sql<Leftover[]>`
    select distinct found[1]::uuid::text as "moveId", found[2] as direction
    from (
      select subname::text as name from pg_subscription
        where subdbid = (select oid from pg_database where datname = current_database())
      union all select pubname::text from pg_publication
      union all select slot_name::text from pg_replication_slots
        where database = current_database()
      union all select tgname::text from pg_trigger where not tgisinternal
      union all select 'rsm_' || replace(move_id::text, '-', '') || '_' || direction
        from (select move_id, direction from rsm.markers
          union select move_id, direction from rsm.journal) as kept) as named
    cross join lateral regexp_match(name, '^(?:rsm|journal)_([0-9a-f]{32})_(forward|back)') as found
    where found is not null`;
}

/** A move under way has both directions; one in its soak has the way back. */
async function withoutUsed(platform: Platform, there: Leftover[]): Promise<Leftover[]> {
  if (there.length === 0) return [];
  const ids = there.map(({ moveId }) => moveId);
  const known = await platform.operations.db
    .select({ id: moves.id, state: moves.state })
    .from(moves)
    .where(inArray(moves.id, ids));
  const stateOf = new Map(known.map(({ id, state }) => [id, state]));
  return there.filter(({ moveId, direction }) => {
    const state = stateOf.get(moveId);
    if (state === "soak") return direction === "forward";
    return !UNDER_WAY.some((each) => each === state);
  });
}
