import { parseWithZod } from "@conform-to/zod/v4";
import { ListPlus, Plus } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { data } from "react-router";
import { useLive } from "#app/tenancy/live/live.tsx";
import { needs } from "#app/tenancy/needs.server.ts";
import { studioContext } from "#app/tenancy/studio-context.server.ts";
import { useStudio } from "#app/tenancy/studio-href.ts";
import { Button } from "#app/ui/button.tsx";
import { Card } from "#app/ui/card.tsx";
import { DocumentTitle } from "#app/ui/document-title.tsx";
import { EmptyState } from "#app/ui/empty-state.tsx";
import { ArchivedFieldList } from "../archived-field-list.tsx";
import { CustomFieldDialog } from "../custom-field-dialog.tsx";
import { CustomFieldList } from "../custom-field-list.tsx";
import { customFieldSchema } from "../custom-fields.ts";
import { addCustomField, listArchivedFields, listCustomFields } from "../custom-fields.server.ts";
import type { Route } from "./+types/fields.ts";

export const middleware = [needs({ read: "clients.read", write: "clients.configure" })];

export async function loader({ context }: Route.LoaderArgs) {
  return context.get(studioContext).read(async (db) => {
    const [fields, archived] = await Promise.all([listCustomFields(db), listArchivedFields(db)]);
    return { fields, archived };
  });
}

/** Adds a field. */
export async function action({ request, context }: Route.ActionArgs) {
  const submission = parseWithZod(await request.formData(), { schema: customFieldSchema });
  if (submission.status !== "success") return data(submission.reply(), { status: 422 });
  const studio = context.get(studioContext);
  const added = await studio.write((db) => addCustomField(db, submission.value));
  if (added.ok) return submission.reply();
  return data(submission.reply({ fieldErrors: { name: ["fields:errors.taken"] } }), {
    status: 422,
  });
}

export default function Fields({ loaderData }: Route.ComponentProps) {
  const { fields, archived } = loaderData;
  const { t } = useTranslation("fields");
  const { href, may } = useStudio();
  useLive(["custom_fields"]);
  const [isOpen, setOpen] = useState(false);
  const here = href("/settings/fields");
  const mayWrite = may("clients.configure");
  const add = mayWrite && (
    <Button variant="primary" icon={<Plus aria-hidden />} onClick={() => setOpen(true)}>
      {t("add")}
    </Button>
  );
  return (
    <div className="flex max-w-3xl flex-col gap-4">
      <DocumentTitle>{t("title")}</DocumentTitle>
      {/* Without `index` a form is sent to the frame around this page. */}
      <CustomFieldDialog action={`${here}?index`} open={isOpen} onOpenChange={setOpen} />
      {fields.length === 0 ? (
        <EmptyState icon={ListPlus} title={t("empty.title")} text={t("empty.text")} action={add} />
      ) : (
        <>
          <div className="flex flex-wrap items-center justify-between gap-3">
            <p className="max-w-xl text-13 text-muted">{t("text")}</p>
            {add}
          </div>
          <Card title={t("title")} flush>
            <CustomFieldList fields={fields} action={here} mayWrite={mayWrite} />
          </Card>
        </>
      )}
      {archived.length > 0 && (
        <Card title={t("archived")} flush>
          <ArchivedFieldList fields={archived} action={here} mayWrite={mayWrite} />
        </Card>
      )}
    </div>
  );
}
