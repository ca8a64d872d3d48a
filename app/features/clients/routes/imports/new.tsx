import { Download } from "lucide-react";
import { useTranslation } from "react-i18next";
import { needs } from "#app/tenancy/needs.server.ts";
import { useStudio } from "#app/tenancy/studio-href.ts";
import { buttonClass } from "#app/ui/button.tsx";
import { PageHeader } from "#app/ui/page-header.tsx";
import { Page } from "#app/ui/page.tsx";
import { Section } from "#app/ui/card.tsx";
import { UploadForm } from "../../imports/upload-form.tsx";

export const middleware = [needs({ read: "clients.import", write: "clients.import" })];

// Without it nobody would ask whether they may.
export function loader() {
  return null;
}

const templates = [
  ["csv", "CSV"],
  ["xlsx", "Excel"],
  ["vcf", "vCard"],
] as const;

export default function NewImport() {
  const { t } = useTranslation(["imports", "clients"]);
  const { href } = useStudio();
  return (
    <Page width="form">
      <PageHeader
        title={t("new")}
        breadcrumbs={[
          { label: t("clients:title"), href: href("/clients") },
          { label: t("title"), href: href("/clients/imports") },
        ]}
      />
      <UploadForm action={href("/clients/imports/uploads")} />
      <Section title={t("upload.templates")} text={t("upload.templatesText")}>
        <ul className="flex flex-wrap gap-2">
          {templates.map(([format, name]) => (
            <li key={format}>
              <a
                className={buttonClass()}
                href={href(`/clients/imports/template.${format}`)}
                download
              >
                <Download className="size-4" aria-hidden />
                {name}
              </a>
            </li>
          ))}
        </ul>
      </Section>
    </Page>
  );
}
