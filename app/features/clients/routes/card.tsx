import { found, foundId } from "#app/lib/found.ts";
import { needs } from "#app/tenancy/needs.server.ts";
import { sendFile } from "#app/tenancy/send-file.server.ts";
import { studioContext } from "#app/tenancy/studio-context.server.ts";
import { cardFormats, writeCards } from "../card-file.server.ts";
import { findWholeClients } from "../whole-clients.server.ts";
import type { Route } from "./+types/card.ts";

export const middleware = [needs({ read: "clients.read" })];

/** The client as a vCard, for whoever's telephone it is. */
export async function loader({ context, params }: Route.LoaderArgs) {
  const id = foundId(params.clientId);
  const [client] = await context.get(studioContext).read((db) => findWholeClients(db, [id]));
  const { name } = found(client);
  const card = writeCards("vcf", async () => ({ rows: [found(client)], next: null }));
  return sendFile(card, { name: `${name}.vcf`, type: cardFormats.vcf });
}
