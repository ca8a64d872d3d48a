import { asc, eq, sql } from "drizzle-orm";
import { callSheetCopies } from "#db/schema/studio/index.ts";
import type { StudioDb } from "#db/studio.server.ts";
import type { Language } from "#app/i18n/i18n.ts";
import { mailCallSheets } from "./call-sheet-changes.server.ts";
import { findSession } from "./sessions.server.ts";

/**
 * Sends a session's call sheet to those of its people, and its client, that are named: "client", or a
 * person's id. Who has it already gets it again. Returns how many have an address; undefined where there is
 * no such session.
 */
export async function sendCallSheet(
  db: StudioDb,
  sessionId: string,
  to: readonly string[],
  { language, now }: { language: Language; now: Date },
): Promise<number | undefined> {
  const session = await findSession(db, sessionId);
  if (!session) return undefined;
  const named = [{ key: "client", ...session.client }, ...session.crew.map(ofPerson)];
  const copies = named.flatMap(({ key, name, email }) =>
    email && to.includes(key)
      ? [{ sessionId, recipient: email.toLowerCase(), name, language }]
      : [],
  );
  // Somebody may be the client and play along.
  const once = [...new Map(copies.map((it) => [it.recipient, it])).values()];
  if (once.length === 0) return 0;
  await db
    .insert(callSheetCopies)
    .values(once)
    .onConflictDoUpdate({
      target: [callSheetCopies.studioId, callSheetCopies.sessionId, callSheetCopies.recipient],
      set: { name: sql`excluded.name`, language: sql`excluded.language`, told: null },
    });
  await mailCallSheets(db, [sessionId], now);
  return once.length;
}

function ofPerson(person: { personId: string; name: string; email: string | null }) {
  return { key: person.personId, name: person.name, email: person.email };
}

/** Who has a session's call sheet, in the order in which it was sent first. */
export function listCopies(db: StudioDb, sessionId: string) {
  const { id, name, recipient, toldAt } = callSheetCopies;
  const isWaiting = sql<boolean>`${callSheetCopies.told} is null`;
  return db
    .select({ id, name, recipient, toldAt, isWaiting })
    .from(callSheetCopies)
    .where(eq(callSheetCopies.sessionId, sessionId))
    .orderBy(asc(id));
}

export type Copy = Awaited<ReturnType<typeof listCopies>>[number];
