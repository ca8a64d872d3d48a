import { useTranslation } from "react-i18next";
import { data, redirect } from "react-router";
import { found, foundId } from "#app/lib/found.ts";
import { needs } from "#app/tenancy/needs.server.ts";
import { studioContext } from "#app/tenancy/studio-context.server.ts";
import { useStudio } from "#app/tenancy/studio-href.ts";
import { PageHeader } from "#app/ui/page-header.tsx";
import { Page } from "#app/ui/page.tsx";
import { isImportField, type Mapping, namingFields } from "../../imports/import-fields.ts";
import { importOptionsSchema } from "../../imports/import-row.ts";
import { findImport } from "../../imports/imports.server.ts";
import { MappingForm } from "../../imports/mapping-form.tsx";
import { ReadRemarks } from "../../imports/read-remarks.tsx";
import { findMapping, listCustomFields, mapColumns } from "../../imports/staging.server.ts";
import type { Route } from "./+types/mapping.ts";

export const middleware = [needs({ read: "clients.import", write: "clients.import" })];

export async function loader({ params, context }: Route.LoaderArgs) {
  const id = foundId(params.importId);
  const studio = context.get(studioContext);
  found(await studio.read((db) => findImport(db, id)));
  const mapping = await studio.read((db) => findMapping(db, id));
  if (!mapping) throw redirect(studio.href(`/clients/imports/${id}`));
  return mapping;
}

export async function action({ request, params, context }: Route.ActionArgs) {
  const id = foundId(params.importId);
  if (request.method !== "POST") throw data(null, { status: 405, headers: { Allow: "POST" } });
  const studio = context.get(studioContext);
  const { header } = found(await studio.read((db) => findImport(db, id)));
  const customs = await studio.read(listCustomFields);
  const form = await request.formData();
  const fields = form.getAll("field").map(String);
  const mapping: Mapping = header.map((_, n) => {
    const field = fields[n] ?? "";
    return isImportField(field, customs) ? field : null;
  });
  if (!mapping.some((field) => namingFields.some((it) => it === field))) {
    return data({ error: "needsName" as const }, { status: 422 });
  }
  const options = importOptionsSchema.parse({
    kind: form.get("kind") === "company" ? "company" : "person",
    linkCompanies: form.get("linkCompanies") !== null,
  });
  await studio.write((db) => mapColumns(db, id, { mapping, options }));
  // Where the import stands elsewhere by now, its page says so.
  return redirect(studio.href(`/clients/imports/${id}`));
}

export default function MapColumns({ loaderData, actionData, params }: Route.ComponentProps) {
  const { t } = useTranslation(["imports", "clients"]);
  const { href } = useStudio();
  const { columns, samples, mapping, options, customs, details, rowCount, fileName } = loaderData;
  const path = href(`/clients/imports/${params.importId}`);
  return (
    <Page>
      <PageHeader
        title={t("mapping.title")}
        meta={
          <>
            {fileName} · {t("mapping.read", { count: rowCount })}
            {loaderData.isRemembered && ` · ${t("mapping.remembered")}`}
          </>
        }
        breadcrumbs={[
          { label: t("clients:title"), href: href("/clients") },
          { label: t("title"), href: href("/clients/imports") },
        ]}
      />
      <ReadRemarks remarks={details.remarks} />
      <MappingForm
        columns={columns}
        samples={samples}
        mapping={mapping}
        options={options}
        customs={customs}
        headerAction={`${path}/header`}
        back={href("/clients/imports")}
        error={actionData?.error && t(`mapping.${actionData.error}`)}
      />
    </Page>
  );
}
