import { Plus, SearchX, Headphones } from "lucide-react";
import { useTranslation } from "react-i18next";
import { useSearchParams } from "react-router";
import { listViews } from "#app/features/views/views.server.ts";
import { isNarrowed } from "#app/lib/list-address.ts";
import { listRequest } from "#app/tenancy/list-request.server.ts";
import { needs } from "#app/tenancy/needs.server.ts";
import { useLive } from "#app/tenancy/live/live.tsx";
import { studioContext } from "#app/tenancy/studio-context.server.ts";
import { useStudio } from "#app/tenancy/studio-href.ts";
import { ButtonLink } from "#app/ui/button.tsx";
import { EmptyState } from "#app/ui/empty-state.tsx";
import { useArchivingActions } from "#app/ui/list/archiving-actions.ts";
import { BulkBar } from "#app/ui/list/bulk-bar.tsx";
import { ListBar } from "#app/ui/list/list-bar.tsx";
import { useSelection } from "#app/ui/list/use-selection.ts";
import { LoadMore, useKeysetPages } from "#app/ui/load-more.tsx";
import { PageHeader } from "#app/ui/page-header.tsx";
import { Page } from "#app/ui/page.tsx";
import { Table } from "#app/ui/table.tsx";
import { countPeople, listPeople } from "../people.server.ts";
import { usePersonColumns } from "../person-columns.tsx";
import { filterOf, personSorts, trades } from "../person.ts";
import type { Route } from "./+types/index.ts";

export const middleware = [needs({ read: "people.read" })];

export async function loader(args: Route.LoaderArgs) {
  const { sort, after, viewer, list } = listRequest(args, "people", personSorts);
  const filter = filterOf(args.url.searchParams);
  return args.context.get(studioContext).read(async (db) => {
    const [page, count, views] = await Promise.all([
      listPeople(db, filter, new Date(), { sort, after }),
      countPeople(db, filter),
      listViews(db, list.name, viewer),
    ]);
    return { page, count, list: { ...list, views } };
  });
}

export default function People({ loaderData }: Route.ComponentProps) {
  const { count, list } = loaderData;
  const { t } = useTranslation("people");
  const { href, may, timeZone } = useStudio();
  useLive(["people", "absences"]);
  const [parameters] = useSearchParams();
  const pages = useKeysetPages(loaderData.page);
  const columns = usePersonColumns(timeZone);
  const selection = useSelection(
    pages.rows.map(({ id }) => id),
    count,
  );
  const bulkActions = useArchivingActions(
    href("/people/archiving"),
    parameters.get("archived") === "only",
  );
  const add = may("people.write") && (
    <ButtonLink variant="primary" icon={<Plus />} to={href("/people/new")}>
      {t("new")}
    </ButtonLink>
  );
  return (
    <Page>
      <PageHeader title={t("title")} actions={add} />
      <ListBar
        list={list}
        columns={columns}
        viewsPath={href("/views")}
        files={{ path: href("/people/export") }}
        search={t("search")}
        filters={[
          {
            name: "trade",
            label: t("trade"),
            options: trades.map((trade) => ({ value: trade, label: t(`trades.${trade}`) })),
          },
          {
            name: "archived",
            label: t("archived"),
            all: t("inUse"),
            options: [{ value: "only", label: t("archivedOnly") }],
          },
        ]}
      />
      {pages.rows.length > 0 ? (
        <Table
          label={t("title")}
          rows={pages.rows}
          columns={columns}
          rowKey={({ id }) => id}
          rowHref={({ id }) => href(`/people/${id}`)}
          list={list}
          selection={may("people.write") ? selection : undefined}
          footer={<LoadMore pages={pages} />}
        />
      ) : isNarrowed(parameters) ? (
        <EmptyState icon={SearchX} title={t("noMatch.title")} text={t("noMatch.text")} />
      ) : (
        <EmptyState
          icon={Headphones}
          title={t("empty.title")}
          text={t("empty.text")}
          action={add}
        />
      )}
      <BulkBar selection={selection} actions={bulkActions} />
    </Page>
  );
}
