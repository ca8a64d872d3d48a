import { parseWithZod } from "@conform-to/zod/v4";
import { useTranslation } from "react-i18next";
import { data, redirect } from "react-router";
import { listRooms } from "#app/features/rooms/rooms.server.ts";
import { studioContext } from "#app/tenancy/studio-context.server.ts";
import { useStudio } from "#app/tenancy/studio-href.ts";
import { PageHeader } from "#app/ui/page-header.tsx";
import { Page } from "#app/ui/page.tsx";
import { EquipmentForm } from "../equipment-form.tsx";
import { equipmentSchema, fieldErrorsOf } from "../equipment.ts";
import { addEquipment } from "../equipment.server.ts";
import { needs } from "#app/tenancy/needs.server.ts";
import type { Route } from "./+types/new.ts";

export const middleware = [needs({ read: "equipment.write", write: "equipment.write" })];

export async function loader({ context }: Route.LoaderArgs) {
  return { rooms: await context.get(studioContext).read(listRooms) };
}

export async function action({ request, context }: Route.ActionArgs) {
  const studio = context.get(studioContext);
  const submission = parseWithZod(await request.formData(), { schema: equipmentSchema });
  if (submission.status !== "success") return data(submission.reply(), { status: 422 });
  const added = await studio.write((db) => addEquipment(db, submission.value));
  if (!added.ok) {
    return data(submission.reply({ fieldErrors: fieldErrorsOf(added.reason) }), { status: 409 });
  }
  return redirect(studio.href(`/equipment/${added.id}`));
}

export default function NewEquipment({ loaderData, actionData }: Route.ComponentProps) {
  const { t } = useTranslation("equipment");
  const { currency, href } = useStudio();
  return (
    <Page width="form">
      <PageHeader
        title={t("new")}
        breadcrumbs={[{ label: t("title"), href: href("/equipment") }]}
      />
      <EquipmentForm
        rooms={loaderData.rooms}
        currency={currency}
        lastResult={actionData}
        submit={t("add")}
        back={href("/equipment")}
      />
    </Page>
  );
}
