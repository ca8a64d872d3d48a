import { FileUp } from "lucide-react";
import { useTranslation } from "react-i18next";
import { listPeople } from "#app/identity/people.server.ts";
import { platformContext } from "#app/identity/platform-context.server.ts";
import { formatDate } from "#app/lib/dates.ts";
import { readCursor } from "#app/lib/keyset.ts";
import { useLive } from "#app/tenancy/live/live.tsx";
import { needs } from "#app/tenancy/needs.server.ts";
import { studioContext } from "#app/tenancy/studio-context.server.ts";
import { useStudio } from "#app/tenancy/studio-href.ts";
import { ButtonLink } from "#app/ui/button.tsx";
import { EmptyState } from "#app/ui/empty-state.tsx";
import { LoadMore, useKeysetPages } from "#app/ui/load-more.tsx";
import { PageHeader } from "#app/ui/page-header.tsx";
import { Page } from "#app/ui/page.tsx";
import { Table } from "#app/ui/table.tsx";
import { ImportState } from "../../imports/import-words.tsx";
import { listImports } from "../../imports/imports.server.ts";
import type { Route } from "./+types/index.ts";

export const middleware = [needs({ read: "clients.import" })];

export async function loader({ context, url: { searchParams } }: Route.LoaderArgs) {
  const studio = context.get(studioContext);
  const after = readCursor(searchParams.get("after"));
  const { rows, next } = await studio.read((db) => listImports(db, after));
  const authors = [...new Set(rows.flatMap(({ authorId }) => authorId ?? []))];
  const { control } = context.get(platformContext);
  const people = await listPeople(control, studio.placement.studioId, authors);
  const shown = rows.map(({ authorId, ...row }) => ({
    ...row,
    by: people.find(({ id }) => id === authorId)?.name ?? null,
  }));
  return { page: { rows: shown, next } };
}

export default function Imports({ loaderData }: Route.ComponentProps) {
  const { t, i18n } = useTranslation(["imports", "clients"]);
  const { href, timeZone } = useStudio();
  useLive(["imports"]);
  const pages = useKeysetPages(loaderData.page);
  const reader = { language: i18n.language, timeZone };
  const number = (count: number | undefined) => (count ?? 0).toLocaleString(i18n.language);
  const add = (
    <ButtonLink variant="primary" icon={<FileUp />} to={href("/clients/imports/new")}>
      {t("new")}
    </ButtonLink>
  );
  return (
    <Page>
      <PageHeader
        title={t("title")}
        breadcrumbs={[{ label: t("clients:title"), href: href("/clients") }]}
        actions={add}
      />
      {pages.rows.length === 0 ? (
        <EmptyState icon={FileUp} title={t("empty.title")} text={t("empty.text")} action={add} />
      ) : (
        <Table
          label={t("title")}
          rows={pages.rows}
          rowKey={(row) => row.id}
          rowHref={(row) => href(`/clients/imports/${row.id}`)}
          columns={[
            {
              id: "file",
              header: t("list.file"),
              cell: (row) => row.fileName,
              width: "minmax(0, 2fr)",
            },
            {
              id: "state",
              header: t("list.state"),
              cell: (row) => <ImportState state={row.state} />,
              width: "minmax(0, 1.3fr)",
            },
            {
              id: "rows",
              header: t("list.rows"),
              cell: (row) => number(row.rowCount),
              align: "end",
              from: "md",
            },
            {
              id: "added",
              header: t("list.added"),
              cell: (row) => number(row.counts.added),
              align: "end",
              from: "md",
            },
            { id: "by", header: t("list.by"), cell: (row) => row.by, from: "lg" },
            {
              id: "when",
              header: t("list.when"),
              cell: (row) => <time>{formatDate(row.createdAt, reader, { year: true })}</time>,
              from: "md",
            },
          ]}
          footer={<LoadMore pages={pages} />}
        />
      )}
    </Page>
  );
}
