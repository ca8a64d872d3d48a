import { Boxes, Plus } from "lucide-react";
import { useTranslation } from "react-i18next";
import { useSearchParams } from "react-router";
import { useLive } from "#app/tenancy/live/live.tsx";
import { needs } from "#app/tenancy/needs.server.ts";
import { studioContext } from "#app/tenancy/studio-context.server.ts";
import { useStudio } from "#app/tenancy/studio-href.ts";
import { ButtonLink } from "#app/ui/button.tsx";
import { EmptyState } from "#app/ui/empty-state.tsx";
import { FilterBar } from "#app/ui/filter-bar.tsx";
import { PageHeader } from "#app/ui/page-header.tsx";
import { Page } from "#app/ui/page.tsx";
import { Table } from "#app/ui/table.tsx";
import { listKits } from "../kits.server.ts";
import type { Route } from "./+types/kits.ts";

export const middleware = [needs({ read: "equipment.read" })];

export async function loader({ context, url }: Route.LoaderArgs) {
  const archived = url.searchParams.get("archived") === "only";
  return { kits: await context.get(studioContext).read((db) => listKits(db, { archived })) };
}

export default function Kits({ loaderData: { kits } }: Route.ComponentProps) {
  const { t } = useTranslation("equipment");
  const { href, may } = useStudio();
  useLive(["kits", "kit_items"]);
  const [parameters] = useSearchParams();
  const isArchive = parameters.get("archived") === "only";
  const mayEdit = may("equipment.write");
  const add = mayEdit && (
    <ButtonLink variant="primary" icon={<Plus aria-hidden />} to={href("/equipment/kits/new")}>
      {t("kits.new")}
    </ButtonLink>
  );
  return (
    <Page>
      <PageHeader
        title={t("kits.title")}
        breadcrumbs={[{ label: t("title"), href: href("/equipment") }]}
        actions={add}
      />
      <FilterBar
        filters={[
          {
            name: "archived",
            label: t("archived"),
            all: t("kits.inUse"),
            options: [{ value: "only", label: t("archivedOnly") }],
          },
        ]}
      />
      {kits.length === 0 ? (
        <EmptyState
          icon={Boxes}
          title={t(isArchive ? "kits.noneArchived" : "kits.empty.title")}
          text={t("kits.empty.text")}
          action={!isArchive && add}
        />
      ) : (
        <Table
          label={t("kits.title")}
          rows={kits}
          rowKey={(kit) => kit.id}
          rowHref={(kit) => href(`/equipment/kits/${kit.id}`)}
          columns={[
            { id: "name", header: t("kits.name"), cell: (kit) => kit.name },
            {
              id: "units",
              header: t("kits.units"),
              align: "end",
              cell: (kit) => t("kits.count", { count: kit.units }),
            },
          ]}
        />
      )}
    </Page>
  );
}
