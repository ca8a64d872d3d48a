import { and, eq, isNull } from "drizzle-orm";
import { clients } from "#db/schema/studio/index.ts";
import type { StudioDb } from "#db/studio.server.ts";
import { clientSchema } from "#app/features/clients/client.ts";
import { addClient } from "#app/features/clients/clients.server.ts";
import { findLikes, type Like } from "#app/features/clients/likeness.server.ts";
import { lockLead, reach, type Lead } from "./leads.server.ts";

/** More are not the same person. */
const MOST_LIKELY = 8;

/** Clients who seem to be who asked, by e-mail, phone or name, the likeliest first. */
export async function findLikelyClients(
  db: StudioDb,
  { name, email, phone }: Pick<Lead, "name" | "email" | "phone">,
): Promise<Like[]> {
  const [emails, phones] = [email, phone].map((value) => (value === null ? [] : [value]));
  const likes = await findLikes(db, [{ n: 0, name, emails: emails!, phones: phones! }]);
  return likes.slice(0, MOST_LIKELY);
}

/** `clientId`: whom the lead is now; `isNew` where they were added. */
export type Winning = { ok: true; clientId: string; isNew: boolean } | { ok: false };

/**
 * Wins a lead: who asked is a client that is there, or a new one with the lead's name, e-mail and phone. Of
 * two who win it at once the second finds it won, and gets the client of the first. Not ok where there is no
 * such client; undefined where there is no such lead.
 */
export async function winLead(
  db: StudioDb,
  leadId: string,
  wanted: "new" | (string & {}),
): Promise<Winning | undefined> {
  const lead = await lockLead(db, leadId);
  if (!lead) return undefined;
  if (lead.stage === "won" && lead.clientId) {
    return { ok: true, clientId: lead.clientId, isNew: false };
  }
  const isNew = wanted === "new";
  const clientId = isNew ? await addClient(db, clientOf(lead)) : await holdClient(db, wanted);
  if (clientId === undefined) return { ok: false };
  await reach(db, leadId, "won", { clientId, lostReason: null });
  return { ok: true, clientId, isNew };
}

function clientOf({
  name,
  kind,
  organisation,
  email,
  phone,
}: Pick<Lead, "name" | "kind" | "organisation" | "email" | "phone">) {
  const line = (value: string | null) => (value === null ? [] : [{ label: null, value }]);
  return clientSchema.parse({ name, kind, organisation, emails: line(email), phones: line(phone) });
}

// Held as it is: who is being merged into another meanwhile is that other, once it is done.
async function holdClient(db: StudioDb, wanted: string): Promise<string | undefined> {
  const [client] = await db
    .select({ id: clients.id })
    .from(clients)
    .where(and(eq(clients.id, wanted), isNull(clients.mergedInto)))
    .for("share");
  return client?.id;
}
