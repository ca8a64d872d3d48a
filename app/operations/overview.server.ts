import type { ControlDb } from "#db/control.server.ts";
import { listStudios, type StudioRow } from "#db/studios.server.ts";
import { listMoves } from "#app/tenancy/moves.server.ts";

/** Every studio with its place, by slug, and the last fifty moves. */
export async function readOverview(control: ControlDb) {
  const [studios, moves] = await Promise.all([
    listStudios(control),
    listMoves(control, { limit: 50 }),
  ]);
  return { studios: studios.map(shown), moves };
}

function shown({ slug, name, isolation, cluster, database, schema, epoch, state }: StudioRow) {
  return { slug, name, isolation, cluster, database, schema, epoch, state };
}

export type ListedStudio = Awaited<ReturnType<typeof readOverview>>["studios"][number];
