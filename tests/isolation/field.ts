import { openClient } from "#db/connections/client.ts";
import { closeFence } from "#db/moves/fences.server.ts";
import { asMover } from "#db/moves/mover.server.ts";
import type { Platform } from "#db/platform.server.ts";
import type { StudioRow } from "#db/studios.server.ts";
import type { testPlatform } from "../support/platform.ts";
import { exampleRow, type Field } from "./attacks.ts";
import { examples, OTHER_CLIENT_ID } from "./examples.ts";

/** Three studios of one shared place with a row in every table, the third behind a closed fence. */
export async function layOut({ platform, newStudio }: Awaited<ReturnType<typeof testPlatform>>) {
  const placements = [];
  for (let n = 0; n < 3; n += 1) placements.push((await newStudio()).placement);
  const [victim, other, closed] = placements.map(({ studioId }) => studioId) as [
    string,
    string,
    string,
  ];
  const place = placements[0]!;
  const field: Field = { schema: place.schema, victim, other, closed };
  await addExamples(platform, place, [victim, other, closed]);
  await asMover(platform, place, "examples", (mover) =>
    closeFence(mover, { schema: place.schema, studioId: closed, epoch: 1 }),
  );
  const addressOf = (role: "admin" | "owner" | "app" | "mover") =>
    platform.clusters.address(place.cluster, place.database, role);
  const admin = openClient(await addressOf("admin"), { max: 1, applicationName: "catalogue" });
  return { place, field, addressOf, admin };
}

/** A studio that has a database for itself, with a row in every table; the others are elsewhere. */
export async function layOutOne({ platform, newStudio }: Awaited<ReturnType<typeof testPlatform>>) {
  const { placement: place } = await newStudio({ isolation: "dedicated" });
  const [other, closed] = [crypto.randomUUID(), crypto.randomUUID()];
  const field: Field = { schema: place.schema, victim: place.studioId, other, closed };
  await addExamples(platform, place, [place.studioId]);
  return { place, field };
}

async function addExamples(platform: Platform, place: StudioRow, studios: string[]) {
  await asMover(platform, place, "examples", (mover) =>
    mover.begin(async (transaction) => {
      await transaction`set local session_replication_role = replica`;
      await transaction.unsafe(`delete from ${place.schema}.settings`);
      for (const studio of studios) {
        for (const table of Object.keys(examples)) {
          const { columns, row } = exampleRow(place.schema, table, studio);
          await transaction.unsafe(`insert into ${place.schema}.${table} (${columns}) ${row}`);
        }
        await transaction.unsafe(
          `insert into ${place.schema}.clients (studio_id, id, name) values ($1, $2, 'Nadim')`,
          [studio, OTHER_CLIENT_ID],
        );
      }
    }),
  );
}
