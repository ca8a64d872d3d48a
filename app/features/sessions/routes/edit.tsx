import { useTranslation } from "react-i18next";
import { data, redirect } from "react-router";
import { isOpen } from "#app/features/rooms/opening-hours.ts";
import { findRoom, listRooms } from "#app/features/rooms/rooms.server.ts";
import { languageOf } from "#app/i18n/i18n.server.ts";
import { formatRange } from "#app/lib/dates.ts";
import { found, foundId } from "#app/lib/found.ts";
import { studioContext } from "#app/tenancy/studio-context.server.ts";
import { useStudio } from "#app/tenancy/studio-href.ts";
import { PageHeader } from "#app/ui/page-header.tsx";
import { Page } from "#app/ui/page.tsx";
import { askHours, type Outside } from "../opening-check.server.ts";
import { followsSeries } from "../series.ts";
import { changeFollowing, type SeriesChanged } from "../series-changes.server.ts";
import { findSeriesOf } from "../series.server.ts";
import { SessionForm } from "../session-form.tsx";
import { readBooking, statusOf } from "../session-form.server.ts";
import { tokensOf, valuesOf } from "../session-values.ts";
import { type Booked, findSession, rescheduleSession } from "../sessions.server.ts";
import { needs } from "#app/tenancy/needs.server.ts";
import type { Route } from "./+types/edit.ts";

export const middleware = [needs({ read: "sessions.write", write: "sessions.write" })];

export async function loader({ params, context }: Route.LoaderArgs) {
  const studio = context.get(studioContext);
  const id = foundId(params.sessionId);
  return studio.read(async (db) => {
    const session = found(await findSession(db, id));
    // A cancelled session is restored before it is changed.
    if (session.state === "cancelled") throw redirect(studio.href(`/sessions/${id}`));
    const [rooms, series] = await Promise.all([listRooms(db), findSeriesOf(db, id, new Date())]);
    const isListed = rooms.some((room) => room.id === session.room.id);
    const archived = isListed ? undefined : await findRoom(db, session.room.id);
    return {
      session,
      isInSeries: series !== undefined && followsSeries(session.state),
      rooms: archived ? [...rooms, archived] : rooms,
    };
  });
}

export async function action({ request, params, context }: Route.ActionArgs) {
  const studio = context.get(studioContext);
  const id = foundId(params.sessionId);
  const { timeZone } = await studio.preferences();
  const read = readBooking(await request.formData(), { timeZone, language: languageOf(request) });
  if (!read.ok) return data(read.answer, { status: 422 });
  const { booking, values } = read;
  const clock = { timeZone, now: new Date() };
  const isMeant = values.outsideHours;
  const changed = found(
    await studio.write<Booked | SeriesChanged | Outside | undefined>(
      async (db) =>
        (await askHours(db, booking, { isMeant, timeZone })) ??
        (values.scope === "following"
          ? changeFollowing(db, id, booking, values.agreed, clock)
          : rescheduleSession(db, id, booking, clock)),
    ),
  );
  if (changed.ok) return redirect(studio.href(`/sessions/${id}`));
  return data(read.refuse(changed), { status: statusOf(changed) });
}

export default function EditSession({ loaderData, actionData }: Route.ComponentProps) {
  const { session, isInSeries, rooms } = loaderData;
  const { t, i18n } = useTranslation(["sessions", "common"]);
  const { timeZone, currency, href } = useStudio();
  const { client, project, startsAt, endsAt } = session;
  const room = rooms.find(({ id }) => id === session.room.id);
  const here = href(`/sessions/${session.id}`);
  const label = formatRange(startsAt, endsAt, { language: i18n.language, timeZone });
  return (
    <Page width="form">
      <PageHeader
        title={t("edit")}
        breadcrumbs={[
          { label: t("title"), href: href("/sessions") },
          { label: `${client.name}, ${label}`, href: here },
        ]}
      />
      <SessionForm
        values={{
          ...valuesOf(session, timeZone, i18n.language),
          // What is booked there already was meant.
          outsideHours: !isOpen(room?.openingHours ?? null, session, timeZone),
        }}
        client={{ value: client.id, label: client.name }}
        project={project && { value: project.id, label: project.title }}
        {...tokensOf(session)}
        isInSeries={isInSeries}
        rooms={rooms}
        answer={actionData}
        timeZone={timeZone}
        currency={currency}
        submit={t("common:save")}
        back={here}
        href={href}
      />
    </Page>
  );
}
