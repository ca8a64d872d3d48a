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
import { PageHeader } from "#app/ui/page-header.tsx";
import { Page } from "#app/ui/page.tsx";
import { ConditionBadge } from "../condition-badge.tsx";
import { modelOf } from "../equipment.ts";
import { KitForm } from "../kit-form.tsx";
import { askedOf, kitErrorsOf, kitSchema } from "../kit.ts";
import { editKit, findKit } from "../kits.server.ts";
import type { Route } from "./+types/kit.ts";

export const middleware = [needs({ read: "equipment.read", write: "equipment.write" })];

export async function loader({ params, context }: Route.LoaderArgs) {
  const id = foundId(params.kitId);
  return { kit: found(await context.get(studioContext).read((db) => findKit(db, id))) };
}

export async function action({ request, params, context }: Route.ActionArgs) {
  const studio = context.get(studioContext);
  const id = foundId(params.kitId);
  const submission = parseWithZod(await request.formData(), { schema: kitSchema });
  if (submission.status !== "success") return data(submission.reply(), { status: 422 });
  const edited = found(await studio.write((db) => editKit(db, id, submission.value)));
  if (!edited.ok) {
    return data(submission.reply({ fieldErrors: kitErrorsOf(edited.reason) }), { status: 409 });
  }
  return redirect(studio.href("/equipment/kits"));
}

export default function Kit({ loaderData: { kit }, actionData }: Route.ComponentProps) {
  const { t } = useTranslation(["equipment", "common"]);
  const { href, may } = useStudio();
  const { id, name, archivedAt, items } = kit;
  const back = href("/equipment/kits");
  const labelOf = (item: (typeof items)[number]) =>
    item.anyCount === null ? modelOf(item) : t("anyOf", { model: modelOf(item) });
  const mayEdit = may("equipment.write");
  return (
    <Page width="form">
      <PageHeader
        title={name}
        breadcrumbs={[
          { label: t("title"), href: href("/equipment") },
          { label: t("kits.title"), href: back },
        ]}
        mark={archivedAt && <Badge>{t("archivedOnly")}</Badge>}
        actions={
          mayEdit && (
            <ArchiveButton
              archived={archivedAt !== null}
              action={href(`/equipment/kits/${id}/archiving`)}
              words={{
                archive: t("archive"),
                restore: t("restore"),
                wasArchived: t("wasArchived", { name }),
                wasRestored: t("wasRestored", { name }),
              }}
            />
          )
        }
      />
      {mayEdit ? (
        <KitForm
          kit={kit}
          units={items.flatMap((item) =>
            askedOf(item).map((value) => ({
              value,
              label: labelOf(item),
              hint: item.anyCount === null ? (item.serialNumber ?? undefined) : undefined,
            })),
          )}
          source={href("/equipment/options?classes")}
          lastResult={actionData}
          submit={t("common:save")}
          back={back}
        />
      ) : (
        <Card title={t("kits.units")} flush>
          <ul className="divide-y divide-line text-13">
            {items.map((item) => (
              <li
                key={`${item.equipmentId} ${item.anyCount}`}
                className="flex min-h-9 items-center justify-between gap-4 px-4"
              >
                {[item.anyCount, labelOf(item)].filter(Boolean).join(" × ")}
                <ConditionBadge condition={item.condition} />
              </li>
            ))}
          </ul>
        </Card>
      )}
    </Page>
  );
}
