import { parseWithZod } from "@conform-to/zod/v4";
import { useTranslation } from "react-i18next";
import { data, redirect } from "react-router";
import { studioContext } from "#app/tenancy/studio-context.server.ts";
import { useStudio } from "#app/tenancy/studio-href.ts";
import { PageHeader } from "#app/ui/page-header.tsx";
import { Page } from "#app/ui/page.tsx";
import { RoomForm } from "../room-form.tsx";
import { roomSchema } from "../room.ts";
import { addRoom, findFreeColour } from "../rooms.server.ts";
import { needs } from "#app/tenancy/needs.server.ts";
import type { Route } from "./+types/new.ts";

export const middleware = [needs({ read: "rooms.write", write: "rooms.write" })];

export async function loader({ context }: Route.LoaderArgs) {
  return { colour: await context.get(studioContext).read(findFreeColour) };
}

export async function action({ request, context }: Route.ActionArgs) {
  const studio = context.get(studioContext);
  const submission = parseWithZod(await request.formData(), { schema: roomSchema });
  if (submission.status !== "success") return data(submission.reply(), { status: 422 });
  const added = await studio.write((db) => addRoom(db, submission.value));
  if (!added.ok) {
    const fieldErrors = { name: [`rooms:errors.${added.reason}`] };
    return data(submission.reply({ fieldErrors }), { status: 409 });
  }
  return redirect(studio.href(`/rooms/${added.id}`));
}

export default function NewRoom({ loaderData, actionData }: Route.ComponentProps) {
  const { t } = useTranslation("rooms");
  const { currency, href } = useStudio();
  return (
    <Page width="form">
      <PageHeader title={t("new")} breadcrumbs={[{ label: t("title"), href: href("/rooms") }]} />
      <RoomForm
        room={{ colour: loaderData.colour }}
        currency={currency}
        lastResult={actionData}
        submit={t("add")}
        back={href("/rooms")}
      />
    </Page>
  );
}
