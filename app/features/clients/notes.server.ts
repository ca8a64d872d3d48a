import { and, desc, eq, sql } from "drizzle-orm";
import { audit, clientNotes, clients } from "#db/schema/studio/index.ts";
import type { StudioDb } from "#db/studio.server.ts";
import { instantKey, keyedInstant } from "#app/lib/instant-key.server.ts";
import { pageOf, type Cursor } from "#app/lib/keyset.ts";
import { mayChangeNote, notedAtOf, type NoteValues, type Writer } from "./notes.ts";

const NOTES = 20;

export type Note = Awaited<ReturnType<typeof listNotes>>["rows"][number];

/** A page of a client's notes, the latest first. */
export async function listNotes(db: StudioDb, clientId: string, after?: Cursor, size = NOTES) {
  const { id, body, notedAt, authorId } = clientNotes;
  const at = after && keyedInstant(after.key);
  const rows = await db
    .select({ id, body, notedAt, authorId, key: instantKey(notedAt) })
    .from(clientNotes)
    .where(
      and(
        eq(clientNotes.clientId, clientId),
        at && sql`(${notedAt}, ${id}) < (${at}, ${after.id}::uuid)`,
      ),
    )
    .orderBy(desc(notedAt), desc(id))
    .limit(size + 1);
  const page = pageOf(rows, ({ key }) => key, size);
  return {
    ...page,
    rows: page.rows.map((row) => ({
      id: row.id,
      body: row.body,
      notedAt: row.notedAt,
      authorId: row.authorId,
    })),
  };
}

interface Written {
  now: Date;
  timeZone: string;
}

/** Returns the new note's id; undefined where there is no such client. */
export async function addNote(
  db: StudioDb,
  clientId: string,
  { body, day }: NoteValues,
  { authorId, now, timeZone }: Written & { authorId: string },
): Promise<string | undefined> {
  const [client] = await db
    .select({ id: clients.id })
    .from(clients)
    .where(eq(clients.id, clientId))
    .for("key share");
  if (!client) return undefined;
  const [added] = await db
    .insert(clientNotes)
    .values({ clientId, body, authorId, notedAt: notedAtOf(day, now, timeZone) })
    .returning({ id: clientNotes.id });
  return added!.id;
}

/** What became of a note: done, no such note of the client, or another's. */
export type NoteChange = "done" | "missing" | "refused";

export async function editNote(
  db: StudioDb,
  clientId: string,
  noteId: string,
  { body, day }: NoteValues,
  { writer, timeZone }: { writer: Writer; timeZone: string },
): Promise<NoteChange> {
  const note = await lockNote(db, clientId, noteId);
  if (!note) return "missing";
  if (!mayChangeNote(note.authorId, writer)) return "refused";
  const notedAt = notedAtOf(day, note.notedAt, timeZone);
  // The same day leaves the instant as it is, to the microsecond.
  const moved = notedAt.getTime() === note.notedAt.getTime() ? {} : { notedAt };
  await db
    .update(clientNotes)
    .set({ body, ...moved })
    .where(eq(clientNotes.id, noteId));
  return "done";
}

export async function removeNote(
  db: StudioDb,
  clientId: string,
  noteId: string,
  writer: Writer,
): Promise<NoteChange> {
  const note = await lockNote(db, clientId, noteId);
  if (!note) return "missing";
  if (!mayChangeNote(note.authorId, writer)) return "refused";
  await db.delete(clientNotes).where(eq(clientNotes.id, noteId));
  return "done";
}

/** Puts a removed note back as it was, author and date included: the audit has it. Twice is once. */
export async function restoreNote(
  db: StudioDb,
  clientId: string,
  noteId: string,
  writer: Writer,
): Promise<NoteChange> {
  const [removal] = await db
    .select({ before: audit.before })
    .from(audit)
    .where(
      and(
        eq(audit.rowId, noteId),
        eq(audit.tableName, "client_notes"),
        eq(audit.action, "delete"),
        sql`${audit.before} ->> 'client_id' = ${clientId}`,
      ),
    )
    .orderBy(desc(audit.id))
    .limit(1);
  const note = removal?.before as RemovedNote | null | undefined;
  if (!note) return "missing";
  if (!mayChangeNote(note.author_id, writer)) return "refused";
  await db
    .insert(clientNotes)
    .values({
      id: noteId,
      clientId,
      body: note.body,
      authorId: note.author_id,
      notedAt: sql`${note.noted_at}::timestamptz`,
    })
    .onConflictDoNothing();
  return "done";
}

interface RemovedNote {
  body: string;
  author_id: string | null;
  noted_at: string;
}

async function lockNote(db: StudioDb, clientId: string, noteId: string) {
  const [note] = await db
    .select({ authorId: clientNotes.authorId, notedAt: clientNotes.notedAt })
    .from(clientNotes)
    .where(and(eq(clientNotes.clientId, clientId), eq(clientNotes.id, noteId)))
    .for("update");
  return note;
}
