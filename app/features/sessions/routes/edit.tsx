import { useTranslation } from "react-i18next";
import { data, redirect } from "react-router";
import { isOpen } from "#app/features/rooms/opening-hours.ts";
import { findRoom, listRooms } from "#app/features/rooms/rooms.server.ts";
import { languageOf } from "#app/i18n/i18n.server.ts";
import { addDays, dayOf, formatRange, timeOf } from "#app/lib/dates.ts";
import { found, foundId } from "#app/lib/found.ts";
import { moneyText } from "#app/lib/money.ts";
import { studioContext } from "#app/tenancy/studio-context.server.ts";
import { useStudio } from "#app/tenancy/studio-href.ts";
import { PageHeader } from "#app/ui/page-header.tsx";
import { Page } from "#app/ui/page.tsx";
import { askHours } from "../opening-check.server.ts";
import { SessionForm } from "../session-form.tsx";
import { readBooking } from "../session-form.server.ts";
import { findSession, rescheduleSession, type Session } from "../sessions.server.ts";
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
    const rooms = await listRooms(db);
    const isListed = rooms.some((room) => room.id === session.room.id);
    const archived = isListed ? undefined : await findRoom(db, session.room.id);
    return { session, rooms: archived ? [...rooms, archived] : rooms };
  });
}

export async function action({ request, params, context }: Route.ActionArgs) {
  const studio = context.get(studioContext);
  const id = foundId(params.sessionId);
  const { timeZone } = await studio.preferences();
  const read = readBooking(await request.formData(), { timeZone, language: languageOf(request) });
  if (!read.ok) return data(read.answer, { status: 422 });
  const { booking } = read;
  const clock = { timeZone, now: new Date() };
  const isMeant = read.values.outsideHours;
  const changed = found(
    await studio.write(
      async (db) =>
        (await askHours(db, booking, { isMeant, timeZone })) ??
        rescheduleSession(db, id, booking, clock),
    ),
  );
  if (changed.ok) return redirect(studio.href(`/sessions/${id}`));
  return data(read.refuse(changed), { status: changed.reason === "clash" ? 409 : 422 });
}

export default function EditSession({ loaderData, actionData }: Route.ComponentProps) {
  const { session, rooms } = loaderData;
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
        crew={session.crew.map(({ personId, name, role }) => ({
          value: personId,
          label: name,
          choice: role,
        }))}
        units={session.units.map(({ id, name, maker, serialNumber }) => ({
          value: id,
          label: name,
          hint: [maker, serialNumber].filter(Boolean).join(" · "),
        }))}
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

function valuesOf(session: Session, timeZone: string, language: string) {
  const { client, project, room, kind, startsAt, endsAt, priceCents, notes } = session;
  const [day, last] = [dayOf(startsAt, timeZone), dayOf(endsAt, timeZone)];
  const [from, to] = [timeOf(startsAt, timeZone), timeOf(endsAt, timeZone)];
  const isSaidByItsEnd = last === (to > from ? day : addDays(day, 1));
  return {
    clientId: client.id,
    projectId: project?.id,
    roomId: room.id,
    ...{ kind, day, from, to, notes },
    lastDay: isSaidByItsEnd ? null : last,
    priceCents: priceCents === null ? null : moneyText(priceCents, language),
  };
}
