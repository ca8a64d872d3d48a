import { Plus, SearchX, Headphones } from "lucide-react";
import { useTranslation } from "react-i18next";
import { useSearchParams } from "react-router";
import { readCursor } from "#app/lib/keyset.ts";
import { needs } from "#app/tenancy/needs.server.ts";
import { useLive } from "#app/tenancy/live/live.tsx";
import { studioContext } from "#app/tenancy/studio-context.server.ts";
import { useStudio } from "#app/tenancy/studio-href.ts";
import { ButtonLink } from "#app/ui/button.tsx";
import { EmptyState } from "#app/ui/empty-state.tsx";
import { FilterBar } from "#app/ui/filter-bar.tsx";
import { useKeysetPages } from "#app/ui/load-more.tsx";
import { PageHeader } from "#app/ui/page-header.tsx";
import { Page } from "#app/ui/page.tsx";
import { listPeople } from "../people.server.ts";
import { PersonTable } from "../person-table.tsx";
import { trades } from "../person.ts";
import type { Route } from "./+types/index.ts";

export const middleware = [needs({ read: "people.read" })];

export async function loader({ context, url: { searchParams } }: Route.LoaderArgs) {
  const filter = {
    typed: searchParams.get("q") ?? "",
    trade: trades.find((trade) => trade === searchParams.get("trade")),
    archived: searchParams.get("archived") === "only",
  };
  const after = readCursor(searchParams.get("after"));
  const page = await context
    .get(studioContext)
    .read((db) => listPeople(db, filter, after, new Date()));
  return { page };
}

export default function People({ loaderData }: Route.ComponentProps) {
  const { t } = useTranslation("people");
  const { href, may, timeZone } = useStudio();
  useLive(["people", "absences"]);
  const [parameters] = useSearchParams();
  const pages = useKeysetPages(loaderData.page);
  const add = may("people.write") && (
    <ButtonLink variant="primary" icon={<Plus />} to={href("/people/new")}>
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
        <PersonTable pages={pages} timeZone={timeZone} hrefOf={(id) => href(`/people/${id}`)} />
      ) : parameters.size > 0 ? (
        <EmptyState icon={SearchX} title={t("noMatch.title")} text={t("noMatch.text")} />
      ) : (
        <EmptyState
          icon={Headphones}
          title={t("empty.title")}
          text={t("empty.text")}
          action={add}
        />
      )}
    </Page>
  );
}
