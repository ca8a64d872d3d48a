import { eq, sql } from "drizzle-orm";
import { z } from "zod";
import { callSheetCopies, settings } from "#db/schema/studio/index.ts";
import type { Told } from "#db/schema/studio/call-sheet-copies.ts";
import type { StudioDb } from "#db/studio.server.ts";
import { formatRange } from "#app/lib/dates.ts";
import { writeCalendar } from "#app/lib/icalendar/icalendar.ts";
import type { Language } from "#app/i18n/i18n.ts";
import { callSheetPdf } from "./call-sheet-pdf.server.ts";
import { type CallSheet, findCallSheet } from "./call-sheet.server.ts";
import { fileName } from "./call-sheet.ts";
import { stateAt } from "./hold.ts";
import { sessionEvent } from "./session-event.server.ts";
import { findSession, type Session } from "./sessions.server.ts";

const payloadSchema = z.object({ sessionId: z.uuid() });

/**
 * The mails to whoever has a session's call sheet and was told something else of it last, or nothing yet.
 * What was changed and changed back meanwhile is nobody's news.
 */
export async function callSheetMails(db: StudioDb, payload: unknown, studio: { name: string }) {
  const { sessionId } = payloadSchema.parse(payload);
  const now = new Date();
  const [session, [house], copies] = await Promise.all([
    findSession(db, sessionId),
    db.select().from(settings),
    db.select().from(callSheetCopies).where(eq(callSheetCopies.sessionId, sessionId)).for("update"),
  ]);
  if (!session || !house) return [];
  const telling = toldOf(session, now);
  const due = copies.filter(({ told, toldAt }) =>
    told ? !isSame(told, telling) : !telling.cancelled || toldAt !== null,
  );
  for (const { id } of due) {
    await db
      .update(callSheetCopies)
      .set({ told: telling, toldAt: sql`now()` })
      .where(eq(callSheetCopies.id, id));
  }
  const sheet = telling.cancelled ? undefined : await findCallSheet(db, sessionId);
  const files = new Map(
    await Promise.all(
      [...new Set(due.map(({ language }) => language))].map(
        async (language) =>
          [language, sheet ? [await sheetFile(sheet, language, house, studio.name)] : []] as const,
      ),
    ),
  );
  return due.map(({ id, recipient, name, language, toldAt }) => {
    const what = whatOf(telling, toldAt);
    const reader = { language, timeZone: house.timeZone };
    return {
      key: id,
      to: recipient,
      language,
      kind: "call-sheet" as const,
      values: {
        ...{ what, name, studio: studio.name, client: session.client.name },
        room: session.room.name,
        when: formatRange(session.startsAt, session.endsAt, reader, { year: true }),
      },
      replyTo: house.email ?? undefined,
      attachments: [
        ...(files.get(language) ?? []),
        appointmentFor({ recipient, name, language }, session, house, studio.name, now),
      ],
    };
  });
}

type House = typeof settings.$inferSelect;
type Receiver = { recipient: string; name: string; language: "fr" | "en" };

/** The appointment, as the receiver's calendar takes it: by mail it is asked for, or called off. */
function appointmentFor(
  { recipient, name, language }: Receiver,
  session: Session,
  house: House,
  studioName: string,
  now: Date,
) {
  const isClient = recipient === session.client.email?.toLowerCase();
  const event = sessionEvent(
    {
      ...session,
      changedAt: session.updatedAt,
      ...{ room: session.room.name, client: session.client.name },
    },
    {
      to: isClient ? "client" : "studio",
      studio: { name: studioName, address: house.address },
      ...{ language, now },
    },
  );
  // Without an address of the studio there is nobody whom an answer would go to (RFC 5546, 3.2.2).
  const method = house.email
    ? event.status === "CANCELLED"
      ? ("CANCEL" as const)
      : ("REQUEST" as const)
    : ("PUBLISH" as const);
  const calendar = writeCalendar({
    timeZone: house.timeZone,
    method,
    writtenAt: now,
    events: [
      {
        ...event,
        ...(house.email && {
          organizer: { name: studioName, email: house.email },
          attendees: [{ name, email: recipient }],
        }),
      },
    ],
  });
  return {
    filename: "session.ics",
    contentType: `text/calendar; charset=utf-8; method=${method}`,
    base64: Buffer.from(calendar).toString("base64"),
  };
}

async function sheetFile(
  sheet: CallSheet,
  language: Language,
  { timeZone }: House,
  studioName: string,
) {
  const pdf = await callSheetPdf(sheet, { language, timeZone, studioName });
  return {
    filename: fileName(sheet, { language, timeZone }),
    contentType: "application/pdf",
    base64: Buffer.from(pdf).toString("base64"),
  };
}

function toldOf(session: Session, now: Date): Told {
  return {
    startsAt: session.startsAt.toISOString(),
    endsAt: session.endsAt.toISOString(),
    room: session.room.name,
    cancelled: stateAt(session, now) === "cancelled",
  };
}

function whatOf({ cancelled }: Told, toldBefore: Date | null) {
  if (cancelled) return "cancelled" as const;
  return toldBefore ? ("changed" as const) : ("sheet" as const);
}

function isSame(a: Told, b: Told): boolean {
  return (
    a.cancelled === b.cancelled &&
    (a.cancelled || (a.startsAt === b.startsAt && a.endsAt === b.endsAt && a.room === b.room))
  );
}
