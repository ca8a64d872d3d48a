import { ListTodo, Plus } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useSearchParams } from "react-router";
import { z } from "zod";
import { findClient } from "#app/features/clients/clients.server.ts";
import { listArchivedRooms, listRooms } from "#app/features/rooms/rooms.server.ts";
import { studioDayOf } from "#app/lib/dates.ts";
import { pageOf, readCursor } from "#app/lib/keyset.ts";
import { useLive, useLiveHold } from "#app/tenancy/live/live.tsx";
import { studioContext, type StudioVisit } from "#app/tenancy/studio-context.server.ts";
import { useStudio } from "#app/tenancy/studio-href.ts";
import { ButtonLink } from "#app/ui/button.tsx";
import { PageHeader } from "#app/ui/page-header.tsx";
import { Page } from "#app/ui/page.tsx";
import { Segments } from "#app/ui/segments.tsx";
import { RESOURCE_KINDS, type ResourceKind } from "../calendar/draft.ts";
import { listPersonRows, listUnitRows } from "../calendar/resources.server.ts";
import { isZoom } from "../calendar/zoom.ts";
import { CALENDAR_VIEWS, calendarSearch, daysOf, readCalendar } from "../calendar.ts";
import { listSessions, listSessionsIn } from "../session-lists.server.ts";
import { SESSION_KINDS, SESSION_STATES } from "../session.ts";
import { SessionCalendar } from "../session-calendar.tsx";
import { SessionList } from "../session-list.tsx";
import { spanOf } from "../studio-day.ts";
import { needs } from "#app/tenancy/needs.server.ts";
import type { Route } from "./+types/index.ts";

export const middleware = [needs({ read: "sessions.read" })];

export function loader({ context, url: { searchParams } }: Route.LoaderArgs) {
  const studio = context.get(studioContext);
  const roomId = z.uuid().safeParse(searchParams.get("room")).data;
  return searchParams.get("view") === "list"
    ? loadList(studio, searchParams, roomId)
    : loadCalendar(studio, searchParams, roomId);
}

async function loadCalendar(studio: StudioVisit, parameters: URLSearchParams, roomId?: string) {
  const now = new Date();
  const { timeZone, dayStartsAt } = await studio.preferences();
  const clock = { timeZone, dayStartsAt };
  const today = studioDayOf(now, timeZone, dayStartsAt);
  const wish = readCalendar(parameters, today);
  const days = daysOf(wish);
  const span = spanOf(days[0] ?? wish.day, days.length, clock);
  const filter = {
    ...{ roomId, now, personId: z.uuid().safeParse(parameters.get("person")).data },
    kind: SESSION_KINDS.find((kind) => kind === parameters.get("kind")),
    withCancelled: parameters.get("cancelled") === "show",
  };
  const by = RESOURCE_KINDS.find((kind) => kind === parameters.get("by")) ?? "room";
  const zoom = isZoom(parameters.get("zoom")) ?? "m";
  const typed = parameters.get("q") ?? "";
  return studio.read(async (db) => {
    const [inUse, archived, people, sessions] = await Promise.all([
      listRooms(db),
      listArchivedRooms(db),
      listPersonRows(db, [], ""),
      listSessionsIn(db, span, filter),
    ]);
    // A room that was archived keeps its lane where something happened in it.
    const used = new Set(sessions.map((session) => session.roomId));
    const rooms = [
      ...inUse.map((room) => ({ ...room, isBookable: true })),
      ...archived.filter(({ id }) => used.has(id)).map((room) => ({ ...room, isBookable: false })),
    ].map(({ id, name, colour, isBookable, minutesBefore, minutesAfter, openingHours }) => ({
      ...{ id, name, colour, isBookable, minutesBefore, minutesAfter, openingHours },
    }));
    const resources = wish.view === "timeline" ? await rowsBy(by) : [];
    return {
      ...{ view: "calendar" as const, now, today, wish, days },
      ...{ rooms, people, resources, by, zoom, roomId, sessions },
    };

    async function rowsBy(kind: ResourceKind) {
      const shown = roomId === undefined ? rooms : rooms.filter(({ id }) => id === roomId);
      if (kind === "room") return shown;
      if (kind === "equipment") {
        return listUnitRows(db, [...new Set(sessions.flatMap(({ unitIds }) => unitIds))], typed);
      }
      const booked = new Set(sessions.flatMap((session) => session.people.map(({ id }) => id)));
      return listPersonRows(db, [...booked], typed);
    }
  });
}

async function loadList(studio: StudioVisit, parameters: URLSearchParams, roomId?: string) {
  const { timeZone, dayStartsAt } = await studio.preferences();
  const now = new Date();
  const clientId = z.uuid().safeParse(parameters.get("client")).data;
  const after = readCursor(parameters.get("after"));
  const filter = {
    ...{ roomId, clientId, now, typed: parameters.get("q") ?? "" },
    state: SESSION_STATES.find((state) => state === parameters.get("state")),
    kind: SESSION_KINDS.find((kind) => kind === parameters.get("kind")),
    when: (["upcoming", "past"] as const).find((when) => when === parameters.get("when")),
  };
  return studio.read(async (db) => {
    const [rows, rooms, client] = await Promise.all([
      listSessions(db, filter, after),
      listRooms(db),
      clientId === undefined ? undefined : findClient(db, clientId),
    ]);
    return {
      view: "list" as const,
      today: studioDayOf(now, timeZone, dayStartsAt),
      page: pageOf(rows, ({ startsAt }) => startsAt.getTime()),
      rooms: rooms.map(({ id, name }) => ({ id, name })),
      client: client && { id: client.id, name: client.name },
    };
  });
}

export default function Sessions({ loaderData }: Route.ComponentProps) {
  const { t, i18n } = useTranslation(["sessions", "waiting"]);
  const { href, may, timeZone, dayStartsAt, currency } = useStudio();
  useLive(["sessions", "allocations", "rooms", "clients", "people"]);
  const [isHeld, setHeld] = useState(false);
  useLiveHold(isHeld);
  const mayBook = may("sessions.write");
  const [parameters] = useSearchParams();
  const isList = loaderData.view === "list";
  const day = isList ? loaderData.today : loaderData.wish.day;
  const sessionHref = (id: string) => href(`/sessions/${id}`);
  const book = mayBook && (
    <ButtonLink variant="primary" icon={<Plus aria-hidden />} to={href("/sessions/new")}>
      {t("add")}
    </ButtonLink>
  );
  const views = (
    <Segments
      label={t("views.label")}
      segments={[
        ...CALENDAR_VIEWS.map((view) => ({
          label: t(`views.${view}`),
          href: calendarSearch(parameters, { view, day }),
          current: !isList && loaderData.wish.view === view,
        })),
        { label: t("views.list"), href: "?view=list&when=upcoming", current: isList },
      ]}
    />
  );
  const waiting = (
    <ButtonLink variant="ghost" icon={<ListTodo aria-hidden />} to={href("/sessions/waiting")}>
      {t("waiting:title")}
    </ButtonLink>
  );
  return (
    <Page width={isList ? "content" : "full"}>
      <PageHeader
        title={t("title")}
        actions={
          <>
            {waiting}
            {views}
            {book}
          </>
        }
      />
      {isList ? (
        <SessionList
          {...loaderData}
          timeZone={timeZone}
          currency={currency}
          sessionHref={sessionHref}
          book={book}
        />
      ) : (
        <SessionCalendar
          {...loaderData}
          clock={{ timeZone, dayStartsAt }}
          reader={{ language: i18n.language, timeZone }}
          addRoomHref={may("rooms.write") ? href("/rooms/new") : null}
          {...{ mayBook, href, book }}
          onHold={setHeld}
        />
      )}
    </Page>
  );
}
