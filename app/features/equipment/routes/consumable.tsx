import { parseWithZod } from "@conform-to/zod/v4";
import { useTranslation } from "react-i18next";
import { data, redirect } from "react-router";
import { found, foundId } from "#app/lib/found.ts";
import { needs } from "#app/tenancy/needs.server.ts";
import { studioContext } from "#app/tenancy/studio-context.server.ts";
import { useStudio } from "#app/tenancy/studio-href.ts";
import { ArchiveButton } from "#app/ui/archive-button.tsx";
import { Badge } from "#app/ui/badge.tsx";
import { Card } from "#app/ui/card.tsx";
import { DescriptionList } from "#app/ui/description-list.tsx";
import { PageHeader } from "#app/ui/page-header.tsx";
import { Page } from "#app/ui/page.tsx";
import { ConsumableForm } from "../consumable-form.tsx";
import { consumableErrorsOf, consumableSchema } from "../consumable.ts";
import { editConsumable, findConsumable } from "../consumables.server.ts";
import type { Route } from "./+types/consumable.ts";

export const middleware = [needs({ read: "equipment.read", write: "equipment.write" })];

export async function loader({ params, context }: Route.LoaderArgs) {
  const id = foundId(params.consumableId);
  const studio = context.get(studioContext);
  return { consumable: found(await studio.read((db) => findConsumable(db, id))) };
}

export async function action({ request, params, context }: Route.ActionArgs) {
  const studio = context.get(studioContext);
  const id = foundId(params.consumableId);
  const submission = parseWithZod(await request.formData(), { schema: consumableSchema });
  if (submission.status !== "success") return data(submission.reply(), { status: 422 });
  const edited = found(await studio.write((db) => editConsumable(db, id, submission.value)));
  if (!edited.ok) {
    const fieldErrors = consumableErrorsOf(edited.reason);
    return data(submission.reply({ fieldErrors }), { status: 409 });
  }
  return redirect(studio.href("/equipment/consumables"));
}

export default function ConsumablePage({
  loaderData: { consumable },
  actionData,
}: Route.ComponentProps) {
  const { t } = useTranslation(["equipment", "common"]);
  const { href, may } = useStudio();
  const { id, name, unit, quantity, threshold, location, note, archivedAt } = consumable;
  const back = href("/equipment/consumables");
  const mayEdit = may("equipment.write");
  return (
    <Page width="form">
      <PageHeader
        title={name}
        breadcrumbs={[
          { label: t("title"), href: href("/equipment") },
          { label: t("consumables.title"), href: back },
        ]}
        meta={t("consumables.inStock", { quantity, unit })}
        mark={archivedAt && <Badge>{t("archivedOnly")}</Badge>}
        actions={
          mayEdit && (
            <ArchiveButton
              archived={archivedAt !== null}
              action={href(`/equipment/consumables/${id}/archiving`)}
              words={{
                archive: t("archive"),
                restore: t("consumables.restore"),
                wasArchived: t("wasArchived", { name }),
                wasRestored: t("consumables.wasRestored", { name }),
              }}
            />
          )
        }
      />
      {mayEdit ? (
        <ConsumableForm
          consumable={consumable}
          lastResult={actionData}
          submit={t("common:save")}
          back={back}
        />
      ) : (
        <Card title={t("details")}>
          <DescriptionList
            items={[
              { label: t("consumables.threshold"), value: threshold },
              { label: t("consumables.location"), value: location },
              { label: t("consumables.note"), value: note },
            ]}
          />
        </Card>
      )}
    </Page>
  );
}
