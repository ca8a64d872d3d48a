import { PackageOpen, Plus, ShoppingCart } from "lucide-react";
import { useTranslation } from "react-i18next";
import { useSearchParams } from "react-router";
import { useLive } from "#app/tenancy/live/live.tsx";
import { needs } from "#app/tenancy/needs.server.ts";
import { studioContext } from "#app/tenancy/studio-context.server.ts";
import { useStudio } from "#app/tenancy/studio-href.ts";
import { Badge } from "#app/ui/badge.tsx";
import { ButtonLink } from "#app/ui/button.tsx";
import { EmptyState } from "#app/ui/empty-state.tsx";
import { FilterBar } from "#app/ui/filter-bar.tsx";
import { PageHeader } from "#app/ui/page-header.tsx";
import { Page } from "#app/ui/page.tsx";
import { Table } from "#app/ui/table.tsx";
import { isLow } from "../consumable.ts";
import { type Consumable, listConsumables } from "../consumables.server.ts";
import { StockControl, useExpected } from "../stock-control.tsx";
import type { Route } from "./+types/consumables.ts";

export const middleware = [needs({ read: "equipment.read" })];

export async function loader({ context, url: { searchParams } }: Route.LoaderArgs) {
  const archived = searchParams.get("archived") === "only";
  const low = searchParams.get("stock") === "low";
  const studio = context.get(studioContext);
  return { consumables: await studio.read((db) => listConsumables(db, { archived, low })) };
}

export default function Consumables({ loaderData: { consumables } }: Route.ComponentProps) {
  const { t } = useTranslation("equipment");
  const { href, may } = useStudio();
  useLive(["consumables"]);
  const [parameters] = useSearchParams();
  const isArchive = parameters.get("archived") === "only";
  const isLowOnly = parameters.get("stock") === "low";
  const mayEdit = may("equipment.write");
  const addressOf = ({ id }: Consumable) => href(`/equipment/consumables/${id}`);
  const add = mayEdit && (
    <ButtonLink
      variant="primary"
      icon={<Plus aria-hidden />}
      to={href("/equipment/consumables/new")}
    >
      {t("consumables.new")}
    </ButtonLink>
  );
  return (
    <Page>
      <PageHeader
        title={t("consumables.title")}
        breadcrumbs={[{ label: t("title"), href: href("/equipment") }]}
        actions={add}
      />
      <FilterBar
        filters={[
          {
            name: "stock",
            label: t("consumables.stock"),
            options: [{ value: "low", label: t("consumables.low") }],
          },
          {
            name: "archived",
            label: t("archived"),
            all: t("consumables.inUse"),
            options: [{ value: "only", label: t("archivedOnly") }],
          },
        ]}
      />
      {consumables.length === 0 ? (
        <EmptyState
          icon={PackageOpen}
          title={t(
            isLowOnly
              ? "consumables.noneLow"
              : isArchive
                ? "consumables.noneArchived"
                : "consumables.empty.title",
          )}
          text={t("consumables.empty.text")}
          action={!isArchive && !isLowOnly && add}
        />
      ) : (
        <Table
          label={t("consumables.title")}
          rows={consumables}
          rowKey={({ id }) => id}
          rowHref={addressOf}
          columns={[
            {
              id: "name",
              header: t("consumables.name"),
              cell: (it) => <NameCell consumable={it} action={addressOf(it)} />,
            },
            {
              id: "low",
              header: t("consumables.stock"),
              width: "8rem",
              from: "md",
              cell: (it) => <LowBadge consumable={it} action={addressOf(it)} />,
            },
            {
              id: "location",
              header: t("consumables.location"),
              from: "lg",
              cell: ({ location }) => location,
            },
            {
              id: "threshold",
              header: t("consumables.threshold"),
              width: "5rem",
              align: "end",
              from: "md",
              cell: ({ threshold }) => threshold,
            },
            {
              id: "quantity",
              header: t("consumables.quantity"),
              width: "9rem",
              align: "end",
              cell: (it) =>
                mayEdit && !isArchive ? (
                  <StockControl consumable={it} action={addressOf(it)} />
                ) : (
                  it.quantity
                ),
            },
            {
              id: "unit",
              header: t("consumables.unit"),
              width: "6rem",
              from: "md",
              cell: ({ unit }) => unit,
            },
          ]}
        />
      )}
    </Page>
  );
}

type CellProps = { consumable: Consumable; action: string };

/** On a phone a sign stands for the badge, which has no room there. */
function NameCell({ consumable, action }: CellProps) {
  const { t } = useTranslation("equipment");
  const quantity = useExpected(consumable.quantity, action);
  return (
    <span className="flex items-center gap-1.5">
      <span className="truncate">{consumable.name}</span>
      {isLow({ ...consumable, quantity }) && (
        <span className="text-warning-ink md:hidden">
          <ShoppingCart className="size-4" aria-hidden />
          <span className="sr-only">{t("consumables.low")}</span>
        </span>
      )}
    </span>
  );
}

function LowBadge({ consumable, action }: CellProps) {
  const { t } = useTranslation("equipment");
  const quantity = useExpected(consumable.quantity, action);
  if (!isLow({ ...consumable, quantity })) return null;
  return <Badge meaning="warning">{t("consumables.low")}</Badge>;
}
