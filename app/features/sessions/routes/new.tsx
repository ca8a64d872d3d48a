import { useTranslation } from "react-i18next";
import { data, redirect } from "react-router";
import { z } from "zod";
import { findClient } from "#app/features/clients/clients.server.ts";
import { findProject } from "#app/features/projects/projects.server.ts";
import { listRooms } from "#app/features/rooms/rooms.server.ts";
import { languageOf } from "#app/i18n/i18n.server.ts";
import { studioDayOf } from "#app/lib/dates.ts";
import { studioContext } from "#app/tenancy/studio-context.server.ts";
import { useStudio } from "#app/tenancy/studio-href.ts";
import { PageHeader } from "#app/ui/page-header.tsx";
import { Page } from "#app/ui/page.tsx";
import { readSlot } from "../calendar.ts";
import { askHours } from "../opening-check.server.ts";
import { SessionForm } from "../session-form.tsx";
import { type NewSessionAnswer, readBooking } from "../session-form.server.ts";
import { bookSession } from "../sessions.server.ts";
import { NoRooms } from "../no-rooms.tsx";
import { needs } from "#app/tenancy/needs.server.ts";
import type { Route } from "./+types/new.ts";

export const middleware = [needs({ read: "sessions.write", write: "sessions.write" })];

/** `?room=`, `?start=2026-11-20T14:00`, `?end=`, `?client=` and `?project=` are filled in. */
export async function loader({ context, url: { searchParams } }: Route.LoaderArgs) {
  const studio = context.get(studioContext);
  const { timeZone, dayStartsAt } = await studio.preferences();
  const id = (name: string) => z.uuid().safeParse(searchParams.get(name)).data;
  const [clientId, projectId] = [id("client"), id("project")];
  return studio.read(async (db) => {
    const project = projectId === undefined ? undefined : await findProject(db, projectId);
    const wantedClient = project?.clientId ?? clientId;
    const [rooms, client] = await Promise.all([
      listRooms(db),
      wantedClient === undefined ? undefined : findClient(db, wantedClient),
    ]);
    return {
      rooms,
      roomId: rooms.find((room) => room.id === searchParams.get("room"))?.id,
      slot: readSlot(searchParams.get("start")),
      end: readSlot(searchParams.get("end")),
      today: studioDayOf(new Date(), timeZone, dayStartsAt),
      client: client && { value: client.id, label: client.name },
      project: project && { value: project.id, label: project.title },
    };
  });
}

export async function action({ request, context }: Route.ActionArgs) {
  const studio = context.get(studioContext);
  const { timeZone } = await studio.preferences();
  const formData = await request.formData();
  const read = readBooking(formData, { timeZone, language: languageOf(request) });
  if (!read.ok) return data<NewSessionAnswer>(read.answer, { status: 422 });
  const booking = { ...read.booking, state: read.values.state };
  const clock = { timeZone, now: new Date() };
  const isMeant = read.values.outsideHours;
  const booked = await studio.write(
    async (db) =>
      (await askHours(db, booking, { isMeant, timeZone })) ?? bookSession(db, booking, clock),
  );
  if (booked.ok) {
    // The calendar stays where it is, and shows it.
    if (formData.has("stay")) return data<NewSessionAnswer>({ booked: booked.id });
    return redirect(studio.href(`/sessions/${booked.id}`));
  }
  return data<NewSessionAnswer>(read.refuse(booked), {
    status: booked.reason === "clash" ? 409 : 422,
  });
}

export default function NewSession({ loaderData, actionData }: Route.ComponentProps) {
  const { t } = useTranslation("sessions");
  const { timeZone, currency, href, may } = useStudio();
  const { rooms, roomId, slot, end, today, client, project } = loaderData;
  const back = slot ? `${href("/sessions")}?week=${slot.day}` : href("/sessions");
  return (
    <Page width="form">
      <PageHeader title={t("new")} breadcrumbs={[{ label: t("title"), href: href("/sessions") }]} />
      {rooms.length === 0 ? (
        <NoRooms href={may("rooms.write") ? href("/rooms/new") : null} />
      ) : (
        <SessionForm
          isNew
          values={{
            clientId: client?.value,
            projectId: project?.value,
            roomId: roomId ?? rooms[0]?.id,
            kind: "recording",
            state: "confirmed",
            day: slot?.day ?? today,
            from: slot?.time,
            to: end?.time,
          }}
          client={client ?? null}
          project={project ?? null}
          crew={[]}
          units={[]}
          rooms={rooms}
          answer={actionData && "result" in actionData ? actionData : undefined}
          timeZone={timeZone}
          currency={currency}
          submit={t("book")}
          back={back}
          href={href}
        />
      )}
    </Page>
  );
}
