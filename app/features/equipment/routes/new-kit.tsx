import { parseWithZod } from "@conform-to/zod/v4";
import { useTranslation } from "react-i18next";
import { data, redirect } from "react-router";
import { needs } from "#app/tenancy/needs.server.ts";
import { studioContext } from "#app/tenancy/studio-context.server.ts";
import { useStudio } from "#app/tenancy/studio-href.ts";
import { PageHeader } from "#app/ui/page-header.tsx";
import { Page } from "#app/ui/page.tsx";
import { KitForm } from "../kit-form.tsx";
import { kitErrorsOf, kitSchema } from "../kit.ts";
import { addKit } from "../kits.server.ts";
import type { Route } from "./+types/new-kit.ts";

export const middleware = [needs({ read: "equipment.write", write: "equipment.write" })];

/** The page has nothing to load; its frame is checked on the server all the same. */
export function loader() {
  return null;
}

export async function action({ request, context }: Route.ActionArgs) {
  const studio = context.get(studioContext);
  const submission = parseWithZod(await request.formData(), { schema: kitSchema });
  if (submission.status !== "success") return data(submission.reply(), { status: 422 });
  const added = await studio.write((db) => addKit(db, submission.value));
  if (!added.ok) {
    return data(submission.reply({ fieldErrors: kitErrorsOf(added.reason) }), { status: 409 });
  }
  return redirect(studio.href("/equipment/kits"));
}

export default function NewKit({ actionData }: Route.ComponentProps) {
  const { t } = useTranslation("equipment");
  const { href } = useStudio();
  const back = href("/equipment/kits");
  return (
    <Page width="form">
      <PageHeader
        title={t("kits.new")}
        breadcrumbs={[
          { label: t("title"), href: href("/equipment") },
          { label: t("kits.title"), href: back },
        ]}
      />
      <KitForm
        units={[]}
        source={href("/equipment/options?classes")}
        lastResult={actionData}
        submit={t("kits.add")}
        back={back}
      />
    </Page>
  );
}
