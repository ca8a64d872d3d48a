import { Copy, Ellipsis, FileUp, Plus, SearchX, Tag, Tags, Users } from "lucide-react";
import { useTranslation } from "react-i18next";
import { useSearchParams } from "react-router";
import { listViews } from "#app/features/views/views.server.ts";
import { isNarrowed } from "#app/lib/list-address.ts";
import { listRequest } from "#app/tenancy/list-request.server.ts";
import { useLive } from "#app/tenancy/live/live.tsx";
import { needs } from "#app/tenancy/needs.server.ts";
import { studioContext } from "#app/tenancy/studio-context.server.ts";
import { useStudio } from "#app/tenancy/studio-href.ts";
import { ButtonLink } from "#app/ui/button.tsx";
import { EmptyState } from "#app/ui/empty-state.tsx";
import { IconButton } from "#app/ui/icon-button.tsx";
import { useArchivingActions } from "#app/ui/list/archiving-actions.ts";
import { type BulkAction, BulkBar } from "#app/ui/list/bulk-bar.tsx";
import { ListBar } from "#app/ui/list/list-bar.tsx";
import { useSelection } from "#app/ui/list/use-selection.ts";
import { LoadMore, useKeysetPages } from "#app/ui/load-more.tsx";
import { Menu, MenuLink } from "#app/ui/menu.tsx";
import { PageHeader } from "#app/ui/page-header.tsx";
import { Page } from "#app/ui/page.tsx";
import { Table } from "#app/ui/table.tsx";
import { useClientColumns } from "../client-columns.tsx";
import { clientSorts, filterOf } from "../client-filter.ts";
import { countClients, listClients, listTags } from "../client-lists.server.ts";
import { clientKinds } from "../client.ts";
import type { Route } from "./+types/index.ts";

export const middleware = [needs({ read: "clients.read" })];

export async function loader(args: Route.LoaderArgs) {
  const { sort, after, viewer, list } = listRequest(args, "clients", clientSorts);
  const filter = filterOf(args.url.searchParams);
  return args.context.get(studioContext).read(async (db) => {
    const [page, count, tags, views] = await Promise.all([
      listClients(db, filter, new Date(), { sort, after }),
      countClients(db, filter),
      listTags(db),
      listViews(db, list.name, viewer),
    ]);
    return { page, count, tags, list: { ...list, views } };
  });
}

export default function Clients({ loaderData }: Route.ComponentProps) {
  const { count, tags, list } = loaderData;
  const { t } = useTranslation("clients");
  const { href, may, timeZone } = useStudio();
  useLive(["clients"]);
  const [parameters] = useSearchParams();
  const pages = useKeysetPages(loaderData.page);
  const columns = useClientColumns(timeZone);
  const selection = useSelection(
    pages.rows.map(({ id }) => id),
    count,
  );
  const archiving = useArchivingActions(
    href("/clients/archiving"),
    parameters.get("archived") === "only",
  );
  const tagging = useTagging(href("/clients/tagging"), tags);
  const add = may("clients.write") && (
    <ButtonLink variant="primary" icon={<Plus />} to={href("/clients/new")}>
      {t("new")}
    </ButtonLink>
  );
  const imported = parameters.has("import");
  return (
    <Page>
      <PageHeader
        title={t("title")}
        actions={
          <>
            <MoreMenu />
            {add}
          </>
        }
      />
      <ListBar
        list={list}
        columns={columns}
        viewsPath={href("/views")}
        files={
          may("clients.export")
            ? {
                path: href("/clients/export"),
                others: [
                  { ending: "vcf", label: t("sheet.vcard") },
                  { ending: "json", label: t("sheet.jcard") },
                ],
              }
            : undefined
        }
        search={t("search")}
        filters={[
          {
            name: "kind",
            label: t("kind"),
            options: clientKinds.map((kind) => ({ value: kind, label: t(`kinds.${kind}`) })),
          },
          {
            name: "tag",
            label: t("tag"),
            options: tags.map((tag) => ({ value: tag, label: tag })),
          },
          { name: "vip", label: t("vip"), options: [{ value: "only", label: t("isVipYes") }] },
          {
            name: "archived",
            label: t("archived"),
            all: t("inUse"),
            options: [{ value: "only", label: t("archivedOnly") }],
          },
          ...(imported
            ? [
                {
                  name: "import",
                  label: t("ofImport"),
                  options: [{ value: parameters.get("import") ?? "", label: t("isVipYes") }],
                },
              ]
            : []),
        ]}
      />
      {pages.rows.length > 0 ? (
        <Table
          label={t("title")}
          rows={pages.rows}
          columns={columns}
          rowKey={({ id }) => id}
          rowHref={({ id }) => href(`/clients/${id}`)}
          list={list}
          selection={may("clients.write") ? selection : undefined}
          footer={<LoadMore pages={pages} />}
        />
      ) : isNarrowed(parameters) ? (
        <EmptyState icon={SearchX} title={t("noMatch.title")} text={t("noMatch.text")} />
      ) : (
        <EmptyState
          icon={Users}
          title={t("empty.title")}
          text={t("empty.text")}
          action={
            <div className="flex flex-wrap justify-center gap-2">
              {add}
              {may("clients.import") && (
                <ButtonLink icon={<FileUp aria-hidden />} to={href("/clients/imports/new")}>
                  {t("import")}
                </ButtonLink>
              )}
            </div>
          }
        />
      )}
      <BulkBar selection={selection} actions={[...tagging, ...archiving]} />
    </Page>
  );
}

function MoreMenu() {
  const { t } = useTranslation("clients");
  const { href, may } = useStudio();
  if (!may("clients.write") && !may("clients.import")) return null;
  return (
    <Menu align="end" trigger={<IconButton label={t("more")} icon={<Ellipsis aria-hidden />} />}>
      {may("clients.import") && (
        <MenuLink href={href("/clients/imports/new")} icon={FileUp}>
          {t("import")}
        </MenuLink>
      )}
      {may("clients.write") && (
        <MenuLink href={href("/clients/duplicates")} icon={Copy}>
          {t("doubles.title")}
        </MenuLink>
      )}
    </Menu>
  );
}

/** Gives the ticked clients a tag, or takes one from them. */
function useTagging(action: string, tags: readonly string[]): BulkAction[] {
  const { t } = useTranslation("clients");
  const give = {
    ...{ action, method: "post" as const, label: t("tagging.give"), icon: Tag },
    done: (count: number) => t("tagging.given", { count }),
  };
  const take = {
    ...{ action, method: "delete" as const, label: t("tagging.take"), icon: Tags },
    done: (count: number) => t("tagging.taken", { count }),
  };
  const ask = { name: "tag", label: t("tag"), suggestions: tags };
  return [
    { ...give, ask, undo: take },
    { ...take, ask, undo: give },
  ];
}
