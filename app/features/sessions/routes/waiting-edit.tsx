import { parseWithZod } from "@conform-to/zod/v4";
import { useTranslation } from "react-i18next";
import { data, redirect } from "react-router";
import { findRoom, listRooms } from "#app/features/rooms/rooms.server.ts";
import { found, foundId } from "#app/lib/found.ts";
import { needs } from "#app/tenancy/needs.server.ts";
import { studioContext } from "#app/tenancy/studio-context.server.ts";
import { useStudio } from "#app/tenancy/studio-href.ts";
import { PageHeader } from "#app/ui/page-header.tsx";
import { Page } from "#app/ui/page.tsx";
import { waitingSchema } from "../waiting.ts";
import { WaitingForm } from "../waiting-form.tsx";
import { editWaiting, findWaiting } from "../waiting.server.ts";
import type { Route } from "./+types/waiting-edit.ts";

export const middleware = [needs({ read: "sessions.write", write: "sessions.write" })];

export async function loader({ params, context }: Route.LoaderArgs) {
  const studio = context.get(studioContext);
  const id = foundId(params.waitingId);
  return studio.read(async (db) => {
    const waiting = found(await findWaiting(db, id));
    // A closed one is opened again before it is changed.
    if (waiting.closedAt) throw redirect(studio.href("/sessions/waiting?closed=show"));
    const rooms = await listRooms(db);
    const { roomId } = waiting;
    const isListed = roomId === null || rooms.some((room) => room.id === roomId);
    const archived = isListed ? undefined : await findRoom(db, roomId);
    const all = archived ? [...rooms, archived] : rooms;
    return { waiting, rooms: all.map(({ id: value, name }) => ({ id: value, name })) };
  });
}

export async function action({ request, params, context }: Route.ActionArgs) {
  const studio = context.get(studioContext);
  const id = foundId(params.waitingId);
  const submission = parseWithZod(await request.formData(), { schema: waitingSchema });
  if (submission.status !== "success") return data(submission.reply(), { status: 422 });
  const edited = found(await studio.write((db) => editWaiting(db, id, submission.value)));
  if (edited.ok) return redirect(studio.href("/sessions/waiting"));
  const { field } = edited;
  return data(
    submission.reply({ fieldErrors: { [field]: [`sessions:errors.unknown.${field}`] } }),
    { status: 422 },
  );
}

export default function EditWaiting({ loaderData, actionData }: Route.ComponentProps) {
  const { waiting, rooms } = loaderData;
  const { t } = useTranslation(["waiting", "sessions", "common"]);
  const { href } = useStudio();
  const back = href("/sessions/waiting");
  const { client, project, roomId, kind, minutes, note } = waiting;
  const { earliestDay, latestDay, fromTime, toTime } = waiting;
  return (
    <Page width="form">
      <PageHeader
        title={t("edit")}
        breadcrumbs={[
          { label: t("sessions:title"), href: href("/sessions") },
          { label: t("title"), href: back },
        ]}
      />
      <WaitingForm
        values={{
          ...{ clientId: client.id, projectId: project?.id, roomId, kind, note },
          ...{ earliestDay, latestDay, fromTime, toTime },
          minutes: String(minutes),
        }}
        client={{ value: client.id, label: client.name }}
        project={project && { value: project.id, label: project.title }}
        rooms={rooms}
        answer={actionData}
        submit={t("common:save")}
        back={back}
        href={href}
      />
    </Page>
  );
}
