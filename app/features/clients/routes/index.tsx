import { Plus, SearchX, Users } from "lucide-react";
import { useTranslation } from "react-i18next";
import { useSearchParams } from "react-router";
import { readCursor } from "#app/lib/keyset.ts";
import { useLive } from "#app/tenancy/live/live.tsx";
import { studioContext } from "#app/tenancy/studio-context.server.ts";
import { useStudio } from "#app/tenancy/studio-href.ts";
import { ButtonLink } from "#app/ui/button.tsx";
import { EmptyState } from "#app/ui/empty-state.tsx";
import { FilterBar } from "#app/ui/filter-bar.tsx";
import { useKeysetPages } from "#app/ui/load-more.tsx";
import { PageHeader } from "#app/ui/page-header.tsx";
import { Page } from "#app/ui/page.tsx";
import { ClientTable } from "../client-table.tsx";
import { clientKinds } from "../client.ts";
import { listClients } from "../clients.server.ts";
import { needs } from "#app/tenancy/needs.server.ts";
import type { Route } from "./+types/index.ts";

export const middleware = [needs({ read: "clients.read" })];

export async function loader({ context, url: { searchParams } }: Route.LoaderArgs) {
  const filter = {
    typed: searchParams.get("q") ?? "",
    kind: clientKinds.find((kind) => kind === searchParams.get("kind")),
    onlyVip: searchParams.get("vip") === "only",
    archived: searchParams.get("archived") === "only",
  };
  const after = readCursor(searchParams.get("after"));
  const page = await context
    .get(studioContext)
    .read((db) => listClients(db, filter, after, new Date()));
  return { page };
}

export default function Clients({ loaderData }: Route.ComponentProps) {
  const { t } = useTranslation("clients");
  const { href, may, timeZone } = useStudio();
  useLive(["clients"]);
  const [parameters] = useSearchParams();
  const pages = useKeysetPages(loaderData.page);
  const add = may("clients.write") && (
    <ButtonLink variant="primary" icon={<Plus />} to={href("/clients/new")}>
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
            name: "kind",
            label: t("kind"),
            options: clientKinds.map((kind) => ({ value: kind, label: t(`kinds.${kind}`) })),
          },
          { name: "vip", label: t("vip"), options: [{ value: "only", label: t("isVipYes") }] },
          {
            name: "archived",
            label: t("archived"),
            all: t("inUse"),
            options: [{ value: "only", label: t("archivedOnly") }],
          },
        ]}
      />
      {pages.rows.length > 0 ? (
        <ClientTable pages={pages} timeZone={timeZone} hrefOf={(id) => href(`/clients/${id}`)} />
      ) : parameters.size > 0 ? (
        <EmptyState icon={SearchX} title={t("noMatch.title")} text={t("noMatch.text")} />
      ) : (
        <EmptyState icon={Users} title={t("empty.title")} text={t("empty.text")} action={add} />
      )}
    </Page>
  );
}
