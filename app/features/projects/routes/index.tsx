import { Disc3, Plus, SearchX } from "lucide-react";
import { useTranslation } from "react-i18next";
import { useSearchParams } from "react-router";
import { studioDayOf } from "#app/lib/dates.ts";
import { listViews } from "#app/features/views/views.server.ts";
import { isNarrowed } from "#app/lib/list-address.ts";
import { listRequest } from "#app/tenancy/list-request.server.ts";
import { studioContext } from "#app/tenancy/studio-context.server.ts";
import { useStudio } from "#app/tenancy/studio-href.ts";
import { ButtonLink } from "#app/ui/button.tsx";
import { EmptyState } from "#app/ui/empty-state.tsx";
import { ListBar } from "#app/ui/list/list-bar.tsx";
import { LoadMore, useKeysetPages } from "#app/ui/load-more.tsx";
import { PageHeader } from "#app/ui/page-header.tsx";
import { Page } from "#app/ui/page.tsx";
import { Table } from "#app/ui/table.tsx";
import { useProjectColumns } from "../project-columns.tsx";
import { filterOf, projectKinds, projectSorts, projectStates } from "../project.ts";
import { listProjects } from "../projects.server.ts";
import { needs } from "#app/tenancy/needs.server.ts";
import type { Route } from "./+types/index.ts";

export const middleware = [needs({ read: "projects.read" })];

export async function loader(args: Route.LoaderArgs) {
  const { sort, after, viewer, list } = listRequest(args, "projects", projectSorts);
  const studio = args.context.get(studioContext);
  const { timeZone, dayStartsAt } = await studio.preferences();
  const today = studioDayOf(new Date(), timeZone, dayStartsAt);
  const filter = filterOf(args.url.searchParams, today);
  return studio.read(async (db) => {
    const [page, views] = await Promise.all([
      listProjects(db, filter, { sort, after }),
      listViews(db, list.name, viewer),
    ]);
    return { page, today, list: { ...list, views } };
  });
}

export default function Projects({ loaderData }: Route.ComponentProps) {
  const { t } = useTranslation("projects");
  const { href, may, currency } = useStudio();
  const { list, today } = loaderData;
  const columns = useProjectColumns({ today, currency });
  const [parameters] = useSearchParams();
  const pages = useKeysetPages(loaderData.page);
  const add = may("projects.write") && (
    <ButtonLink variant="primary" icon={<Plus />} to={href("/projects/new")}>
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
        files={{ path: href("/projects/export") }}
        search={t("search")}
        filters={[
          {
            name: "state",
            label: t("state"),
            options: [
              { value: "overdue", label: t("overdue") },
              ...projectStates.map((state) => ({ value: state, label: t(`states.${state}`) })),
            ],
          },
          {
            name: "kind",
            label: t("kind"),
            options: projectKinds.map((kind) => ({ value: kind, label: t(`kinds.${kind}`) })),
          },
        ]}
      />
      {pages.rows.length > 0 ? (
        <Table
          label={t("title")}
          rows={pages.rows}
          columns={columns}
          rowKey={({ id }) => id}
          rowHref={({ id }) => href(`/projects/${id}`)}
          list={list}
          footer={<LoadMore pages={pages} />}
        />
      ) : isNarrowed(parameters) ? (
        <EmptyState icon={SearchX} title={t("noMatch.title")} text={t("noMatch.text")} />
      ) : (
        <EmptyState icon={Disc3} title={t("empty.title")} text={t("empty.text")} action={add} />
      )}
    </Page>
  );
}
