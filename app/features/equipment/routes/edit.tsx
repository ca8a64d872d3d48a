import { parseWithZod } from "@conform-to/zod/v4";
import { useTranslation } from "react-i18next";
import { data, redirect } from "react-router";
import { listRooms } from "#app/features/rooms/rooms.server.ts";
import { found, foundId } from "#app/lib/found.ts";
import { studioContext } from "#app/tenancy/studio-context.server.ts";
import { useStudio } from "#app/tenancy/studio-href.ts";
import { PageHeader } from "#app/ui/page-header.tsx";
import { Page } from "#app/ui/page.tsx";
import { EquipmentForm } from "../equipment-form.tsx";
import { equipmentSchema, fieldErrorsOf } from "../equipment.ts";
import { editEquipment, findEquipment } from "../equipment.server.ts";
import { needs } from "#app/tenancy/needs.server.ts";
import type { Route } from "./+types/edit.ts";

export const middleware = [needs({ read: "equipment.write", write: "equipment.write" })];

export async function loader({ params, context }: Route.LoaderArgs) {
  const id = foundId(params.equipmentId);
  return context.get(studioContext).read(async (db) => {
    const [equipment, rooms] = await Promise.all([findEquipment(db, id), listRooms(db)]);
    const { room: here } = found(equipment);
    // What stands in an archived room may stay there.
    const isChoice = !here || rooms.some((room) => room.id === here.id);
    return { equipment: found(equipment), rooms: isChoice ? rooms : [here, ...rooms] };
  });
}

export async function action({ request, params, context }: Route.ActionArgs) {
  const studio = context.get(studioContext);
  const id = foundId(params.equipmentId);
  const submission = parseWithZod(await request.formData(), { schema: equipmentSchema });
  if (submission.status !== "success") return data(submission.reply(), { status: 422 });
  const edited = found(await studio.write((db) => editEquipment(db, id, submission.value)));
  if (!edited.ok) {
    return data(submission.reply({ fieldErrors: fieldErrorsOf(edited.reason) }), { status: 409 });
  }
  return redirect(studio.href(`/equipment/${id}`));
}

export default function EditEquipment({ loaderData, actionData }: Route.ComponentProps) {
  const { equipment, rooms } = loaderData;
  const { t } = useTranslation(["equipment", "common"]);
  const { currency, href } = useStudio();
  const back = href(`/equipment/${equipment.id}`);
  return (
    <Page width="form">
      <PageHeader
        title={t("edit")}
        breadcrumbs={[
          { label: t("title"), href: href("/equipment") },
          { label: equipment.name, href: back },
        ]}
      />
      <EquipmentForm
        equipment={equipment}
        rooms={rooms}
        currency={currency}
        lastResult={actionData}
        submit={t("common:save")}
        back={back}
      />
    </Page>
  );
}
