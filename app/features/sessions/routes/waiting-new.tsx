import { parseWithZod } from "@conform-to/zod/v4";
import { useTranslation } from "react-i18next";
import { data, redirect } from "react-router";
import { z } from "zod";
import { findClient } from "#app/features/clients/clients.server.ts";
import { findProject } from "#app/features/projects/projects.server.ts";
import { listRooms } from "#app/features/rooms/rooms.server.ts";
import { addDays, isDay, studioDayOf } from "#app/lib/dates.ts";
import { needs } from "#app/tenancy/needs.server.ts";
import { studioContext } from "#app/tenancy/studio-context.server.ts";
import { useStudio } from "#app/tenancy/studio-href.ts";
import { PageHeader } from "#app/ui/page-header.tsx";
import { Page } from "#app/ui/page.tsx";
import { SEARCHED_DAYS } from "../free-slots.ts";
import { SESSION_KINDS } from "../session.ts";
import { waitingSchema } from "../waiting.ts";
import { WaitingForm } from "../waiting-form.tsx";
import { addWaiting } from "../waiting.server.ts";
import type { Route } from "./+types/waiting-new.ts";

export const middleware = [needs({ read: "sessions.write", write: "sessions.write" })];

/** What a refused booking asked for is filled in: `?client=`, `?project=`, `?room=`, `?kind=`, `?day=`, `?minutes=`, `?note=`. */
export async function loader({ context, url: { searchParams } }: Route.LoaderArgs) {
  const studio = context.get(studioContext);
  const { timeZone, dayStartsAt } = await studio.preferences();
  const id = (name: string) => z.uuid().safeParse(searchParams.get(name)).data;
  const [clientId, projectId, roomId] = [id("client"), id("project"), id("room")];
  const { rooms, client, project } = await studio.read(async (db) => {
    const [rooms, client, project] = await Promise.all([
      listRooms(db),
      clientId === undefined ? undefined : findClient(db, clientId),
      projectId === undefined ? undefined : findProject(db, projectId),
    ]);
    return { rooms, client, project };
  });
  const today = studioDayOf(new Date(), timeZone, dayStartsAt);
  const day = searchParams.get("day") ?? "";
  const earliestDay = isDay(day) ? day : today;
  return {
    rooms: rooms.map(({ id: value, name }) => ({ id: value, name })),
    client: client ? { value: client.id, label: client.name } : null,
    project: project ? { value: project.id, label: project.title } : null,
    values: {
      clientId: client?.id,
      projectId: project?.id,
      roomId: rooms.find((room) => room.id === roomId)?.id,
      kind: SESSION_KINDS.find((kind) => kind === searchParams.get("kind")) ?? "recording",
      minutes: searchParams.get("minutes") || "240",
      note: searchParams.get("note"),
      earliestDay,
      latestDay: addDays(earliestDay, SEARCHED_DAYS),
    },
  };
}

export async function action({ request, context }: Route.ActionArgs) {
  const studio = context.get(studioContext);
  const submission = parseWithZod(await request.formData(), { schema: waitingSchema });
  if (submission.status !== "success") return data(submission.reply(), { status: 422 });
  const added = await studio.write((db) => addWaiting(db, submission.value));
  if (added.ok) return redirect(studio.href("/sessions/waiting"));
  const { field } = added;
  return data(
    submission.reply({ fieldErrors: { [field]: [`sessions:errors.unknown.${field}`] } }),
    { status: 422 },
  );
}

export default function NewWaiting({ loaderData, actionData }: Route.ComponentProps) {
  const { t } = useTranslation(["waiting", "sessions"]);
  const { href } = useStudio();
  const back = href("/sessions/waiting");
  return (
    <Page width="form">
      <PageHeader
        title={t("new")}
        breadcrumbs={[
          { label: t("sessions:title"), href: href("/sessions") },
          { label: t("title"), href: back },
        ]}
      />
      <WaitingForm {...loaderData} answer={actionData} submit={t("save")} back={back} href={href} />
    </Page>
  );
}
