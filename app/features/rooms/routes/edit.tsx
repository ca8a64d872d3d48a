import { parseWithZod } from "@conform-to/zod/v4";
import { useTranslation } from "react-i18next";
import { data, redirect } from "react-router";
import { found, foundId } from "#app/lib/found.ts";
import { studioContext } from "#app/tenancy/studio-context.server.ts";
import { useStudio } from "#app/tenancy/studio-href.ts";
import { PageHeader } from "#app/ui/page-header.tsx";
import { Page } from "#app/ui/page.tsx";
import { RoomForm } from "../room-form.tsx";
import { roomSchema } from "../room.ts";
import { editRoom, findRoom } from "../rooms.server.ts";
import { needs } from "#app/tenancy/needs.server.ts";
import type { Route } from "./+types/edit.ts";

export const middleware = [needs({ read: "rooms.write", write: "rooms.write" })];

export async function loader({ params, context }: Route.LoaderArgs) {
  const id = foundId(params.roomId);
  return { room: found(await context.get(studioContext).read((db) => findRoom(db, id))) };
}

export async function action({ request, params, context }: Route.ActionArgs) {
  const studio = context.get(studioContext);
  const id = foundId(params.roomId);
  const submission = parseWithZod(await request.formData(), { schema: roomSchema });
  if (submission.status !== "success") return data(submission.reply(), { status: 422 });
  const edited = found(await studio.write((db) => editRoom(db, id, submission.value)));
  if (!edited.ok) {
    const fieldErrors = { name: [`rooms:errors.${edited.reason}`] };
    return data(submission.reply({ fieldErrors }), { status: 409 });
  }
  return redirect(studio.href(`/rooms/${id}`));
}

export default function EditRoom({ loaderData: { room }, actionData }: Route.ComponentProps) {
  const { t } = useTranslation(["rooms", "common"]);
  const { currency, href } = useStudio();
  return (
    <Page width="form">
      <PageHeader
        title={t("edit")}
        breadcrumbs={[
          { label: t("title"), href: href("/rooms") },
          { label: room.name, href: href(`/rooms/${room.id}`) },
        ]}
      />
      <RoomForm
        room={room}
        currency={currency}
        lastResult={actionData}
        submit={t("common:save")}
        back={href(`/rooms/${room.id}`)}
      />
    </Page>
  );
}
