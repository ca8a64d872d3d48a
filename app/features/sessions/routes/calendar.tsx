import { environmentContext } from "#app/identity/platform-context.server.ts";
import { found, foundId } from "#app/lib/found.ts";
import { dayOf } from "#app/lib/dates.ts";
import { writeCalendar } from "#app/lib/icalendar/icalendar.ts";
import { needs } from "#app/tenancy/needs.server.ts";
import { studioContext } from "#app/tenancy/studio-context.server.ts";
import { sessionEvent } from "../session-event.server.ts";
import { findSession } from "../sessions.server.ts";
import type { Route } from "./+types/calendar.ts";

export const middleware = [needs({ read: "sessions.read" })];

/** The session as a file that a calendar opens. */
export async function loader({ params, context }: Route.LoaderArgs) {
  const studio = context.get(studioContext);
  const id = foundId(params.sessionId);
  const [session, { timeZone, language, address }] = await Promise.all([
    studio.read((db) => findSession(db, id)).then(found),
    studio.preferences(),
  ]);
  const told = {
    ...session,
    changedAt: session.updatedAt,
    ...{ room: session.room.name, client: session.client.name },
  };
  const { appUrl } = context.get(environmentContext);
  const event = sessionEvent(told, {
    ...{ to: "studio", studio: { name: studio.name, address }, language, now: new Date() },
    pageOf: () => `${appUrl}/s/${studio.slug}/sessions/${id}`,
  });
  return new Response(writeCalendar({ timeZone, events: [event] }), {
    headers: {
      "Content-Type": "text/calendar; charset=utf-8",
      "Content-Disposition": `attachment; filename="session-${dayOf(session.startsAt, timeZone)}.ics"`,
    },
  });
}
