import { parseWithZod } from "@conform-to/zod/v4";
import { useTranslation } from "react-i18next";
import { data, redirect } from "react-router";
import { needs } from "#app/tenancy/needs.server.ts";
import { studioContext } from "#app/tenancy/studio-context.server.ts";
import { useStudio } from "#app/tenancy/studio-href.ts";
import { PageHeader } from "#app/ui/page-header.tsx";
import { Page } from "#app/ui/page.tsx";
import { NewConsumableForm } from "../consumable-form.tsx";
import { consumableErrorsOf, newConsumableSchema } from "../consumable.ts";
import { addConsumable } from "../consumables.server.ts";
import type { Route } from "./+types/new-consumable.ts";

export const middleware = [needs({ read: "equipment.write", write: "equipment.write" })];

/** The page has nothing to load; its frame is checked on the server all the same. */
export function loader() {
  return null;
}

export async function action({ request, context }: Route.ActionArgs) {
  const studio = context.get(studioContext);
  const submission = parseWithZod(await request.formData(), { schema: newConsumableSchema });
  if (submission.status !== "success") return data(submission.reply(), { status: 422 });
  const added = await studio.write((db) => addConsumable(db, submission.value));
  if (!added.ok) {
    const fieldErrors = consumableErrorsOf(added.reason);
    return data(submission.reply({ fieldErrors }), { status: 409 });
  }
  return redirect(studio.href("/equipment/consumables"));
}

export default function NewConsumable({ actionData }: Route.ComponentProps) {
  const { t } = useTranslation("equipment");
  const { href } = useStudio();
  const back = href("/equipment/consumables");
  return (
    <Page width="form">
      <PageHeader
        title={t("consumables.new")}
        breadcrumbs={[
          { label: t("title"), href: href("/equipment") },
          { label: t("consumables.title"), href: back },
        ]}
      />
      <NewConsumableForm lastResult={actionData} submit={t("consumables.add")} back={back} />
    </Page>
  );
}
