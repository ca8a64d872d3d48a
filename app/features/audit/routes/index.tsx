import { ArrowLeft, ArrowRight, History, SearchX } from "lucide-react";
import { useTranslation } from "react-i18next";
import { useSearchParams } from "react-router";
import { listPeople } from "#app/identity/people.server.ts";
import { platformContext } from "#app/identity/platform-context.server.ts";
import { needs } from "#app/tenancy/needs.server.ts";
import { studioContext } from "#app/tenancy/studio-context.server.ts";
import { useStudio } from "#app/tenancy/studio-href.ts";
import { ButtonLink } from "#app/ui/button.tsx";
import { DocumentTitle } from "#app/ui/document-title.tsx";
import { EmptyState } from "#app/ui/empty-state.tsx";
import { changeFilterSchema } from "../audit.ts";
import { listActors, listChanges, listNamedRows } from "../audit.server.ts";
import { ChangeFilters } from "../change-filters.tsx";
import { ChangeList } from "../change-list.tsx";
import type { Route } from "./+types/index.ts";

export const middleware = [needs({ read: "audit.read" })];

export async function loader({ context, url: { searchParams } }: Route.LoaderArgs) {
  const studio = context.get(studioContext);
  const filter = changeFilterSchema.parse(Object.fromEntries(searchParams));
  const { timeZone } = await studio.preferences();
  const { page, actors, rows } = await studio.read(async (db) => {
    const [page, actors] = await Promise.all([
      listChanges(db, { ...filter, timeZone }),
      listActors(db),
    ]);
    return { page, actors, rows: await listNamedRows(db, page.rows) };
  });
  const { control } = context.get(platformContext);
  const people = await listPeople(control, studio.placement.studioId, actors);
  return { page, people, rows, filter };
}

export default function Audit({ loaderData }: Route.ComponentProps) {
  const { page, people, rows, filter } = loaderData;
  const { t } = useTranslation("audit");
  const { href, timeZone, currency } = useStudio();
  const [parameters] = useSearchParams();
  const here = href("/settings/audit");
  const withAfter = (after: string | null) => {
    const search = new URLSearchParams(parameters);
    search.delete("after");
    if (after) search.set("after", after);
    return search.size > 0 ? `${here}?${search.toString()}` : here;
  };
  const { after, ...filters } = filter;
  const isFiltered = Object.values(filters).some((value) => value !== undefined);
  const empty = after ? "noOlder" : isFiltered ? "noMatch" : "none";
  return (
    <>
      <DocumentTitle>{t("title")}</DocumentTitle>
      <p className="mb-4 max-w-3xl text-13 text-muted">{t("text")}</p>
      <ChangeFilters people={people} rows={rows} row={filter.row} changes={page.rows} />
      {page.rows.length > 0 ? (
        <ChangeList
          changes={page.rows}
          people={people}
          rows={rows}
          hrefOf={href}
          timeZone={timeZone}
          currency={currency}
        />
      ) : (
        <EmptyState
          icon={isFiltered ? SearchX : History}
          title={t(`${empty}.title`)}
          text={t(`${empty}.text`)}
        />
      )}
      {(page.next !== null || after) && (
        <nav aria-label={t("pages")} className="mt-6 flex items-center justify-between gap-4">
          {after ? (
            <ButtonLink variant="ghost" icon={<ArrowLeft aria-hidden />} to={withAfter(null)}>
              {t("newest")}
            </ButtonLink>
          ) : (
            <span />
          )}
          {page.next !== null && (
            <ButtonLink icon={<ArrowRight aria-hidden />} to={withAfter(page.next)}>
              {t("older")}
            </ButtonLink>
          )}
        </nav>
      )}
    </>
  );
}
