import { Disc3, Plus, SearchX } from "lucide-react";
import { useTranslation } from "react-i18next";
import { useSearchParams } from "react-router";
import { studioDayOf } from "#app/lib/dates.ts";
import { readCursor } from "#app/lib/keyset.ts";
import { studioContext } from "#app/tenancy/studio-context.server.ts";
import { useStudio } from "#app/tenancy/studio-href.ts";
import { ButtonLink } from "#app/ui/button.tsx";
import { EmptyState } from "#app/ui/empty-state.tsx";
import { FilterBar } from "#app/ui/filter-bar.tsx";
import { useKeysetPages } from "#app/ui/load-more.tsx";
import { PageHeader } from "#app/ui/page-header.tsx";
import { Page } from "#app/ui/page.tsx";
import { ProjectTable } from "../project-table.tsx";
import { projectKinds, projectStates } from "../project.ts";
import { listProjects } from "../projects.server.ts";
import { needs } from "#app/tenancy/needs.server.ts";
import type { Route } from "./+types/index.ts";

const stateFilters = ["overdue", ...projectStates] as const;

export const middleware = [needs({ read: "projects.read" })];

export async function loader({ context, url: { searchParams } }: Route.LoaderArgs) {
  const studio = context.get(studioContext);
  const { timeZone, dayStartsAt } = await studio.preferences();
  const today = studioDayOf(new Date(), timeZone, dayStartsAt);
  const filter = {
    typed: searchParams.get("q") ?? "",
    kind: projectKinds.find((kind) => kind === searchParams.get("kind")),
    state: stateFilters.find((state) => state === searchParams.get("state")),
    today,
  };
  const after = readCursor(searchParams.get("after"));
  return { page: await studio.read((db) => listProjects(db, filter, after)), today };
}

export default function Projects({ loaderData }: Route.ComponentProps) {
  const { t } = useTranslation("projects");
  const { href, may } = useStudio();
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
      <FilterBar
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
        <ProjectTable
          pages={pages}
          today={loaderData.today}
          hrefOf={(id) => href(`/projects/${id}`)}
          withClient
        />
      ) : parameters.size > 0 ? (
        <EmptyState icon={SearchX} title={t("noMatch.title")} text={t("noMatch.text")} />
      ) : (
        <EmptyState icon={Disc3} title={t("empty.title")} text={t("empty.text")} action={add} />
      )}
    </Page>
  );
}
