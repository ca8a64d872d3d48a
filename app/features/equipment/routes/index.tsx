import { AudioLines, Boxes, PackageOpen, Plus, QrCode, ScanLine, SearchX } from "lucide-react";
import { useTranslation } from "react-i18next";
import { useSearchParams } from "react-router";
import { listViews } from "#app/features/views/views.server.ts";
import { listRooms } from "#app/features/rooms/rooms.server.ts";
import { studioDayOf } from "#app/lib/dates.ts";
import { isNarrowed } from "#app/lib/list-address.ts";
import { formatMoney } from "#app/lib/money.ts";
import { listRequest } from "#app/tenancy/list-request.server.ts";
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
import { useEquipmentColumns } from "../equipment-columns.tsx";
import { conditions, equipmentKinds, equipmentSorts, filterOf, NO_ROOM } from "../equipment.ts";
import { dueBy } from "../service.ts";
import { listEquipment, sumEquipment } from "../equipment.server.ts";
import { needs } from "#app/tenancy/needs.server.ts";
import type { Route } from "./+types/index.ts";

export const middleware = [needs({ read: "equipment.read" })];

export async function loader(args: Route.LoaderArgs) {
  const { context, url } = args;
  const { sort, after, viewer, list } = listRequest(args, "equipment", equipmentSorts);
  const studio = context.get(studioContext);
  const { timeZone, dayStartsAt } = await studio.preferences();
  const today = studioDayOf(new Date(), timeZone, dayStartsAt);
  const filter = filterOf(url.searchParams, dueBy(today));
  return studio.read(async (db) => {
    const [page, sum, rooms, views] = await Promise.all([
      listEquipment(db, filter, { sort, after }),
      sumEquipment(db, filter),
      listRooms(db),
      listViews(db, list.name, viewer),
    ]);
    const roomOptions = rooms.map(({ id, name }) => ({ value: id, label: name }));
    return { page, sum, today, rooms: roomOptions, list: { ...list, views } };
  });
}

export default function Equipment({ loaderData }: Route.ComponentProps) {
  const { sum, rooms, today, list } = loaderData;
  const { t, i18n } = useTranslation("equipment");
  const { href, may, currency } = useStudio();
  useLive(["equipment", "rooms"]);
  const [parameters] = useSearchParams();
  const pages = useKeysetPages(loaderData.page);
  const columns = useEquipmentColumns({ today, currency });
  const selection = useSelection(
    pages.rows.map(({ id }) => id),
    sum.count,
  );
  const bulkActions = useArchivingActions(
    href("/equipment/archiving"),
    parameters.get("archived") === "only",
  );
  const value = formatMoney(sum.purchaseCents, currency, i18n.language);
  const add = may("equipment.write") && (
    <ButtonLink variant="primary" icon={<Plus />} to={href("/equipment/new")}>
      {t("new")}
    </ButtonLink>
  );
  return (
    <Page>
      <PageHeader
        title={t("title")}
        actions={
          <>
            <ButtonLink icon={<ScanLine aria-hidden />} to={href("/equipment/checkout")}>
              {t("checkout.title")}
            </ButtonLink>
            <ButtonLink
              icon={<QrCode aria-hidden />}
              to={href(`/equipment/labels?${parameters.toString()}`)}
            >
              {t("labels.title")}
            </ButtonLink>
            <ButtonLink icon={<Boxes aria-hidden />} to={href("/equipment/kits")}>
              {t("kits.title")}
            </ButtonLink>
            <ButtonLink icon={<PackageOpen aria-hidden />} to={href("/equipment/consumables")}>
              {t("consumables.title")}
            </ButtonLink>
            {add}
          </>
        }
      />
      <ListBar
        list={list}
        columns={columns}
        viewsPath={href("/views")}
        files={{ path: href("/equipment/export") }}
        search={t("search")}
        filters={[
          {
            name: "kind",
            label: t("kind"),
            options: equipmentKinds.map((kind) => ({ value: kind, label: t(`kinds.${kind}`) })),
          },
          {
            name: "condition",
            label: t("condition"),
            options: conditions.map((it) => ({ value: it, label: t(`conditions.${it}`) })),
          },
          {
            name: "room",
            label: t("room"),
            options: [...rooms, { value: NO_ROOM, label: t("noRoom") }],
          },
          {
            name: "service",
            label: t("services.due"),
            options: [{ value: "due", label: t("services.dueOnly") }],
          },
          {
            name: "archived",
            label: t("archived"),
            all: t("inUse"),
            options: [{ value: "only", label: t("archivedOnly") }],
          },
        ]}
      >
        {sum.count > 0 && (
          <p className="text-13 text-muted" aria-live="polite">
            {t("total", { count: sum.count, value })}
          </p>
        )}
      </ListBar>
      {pages.rows.length > 0 ? (
        <Table
          label={t("title")}
          rows={pages.rows}
          columns={columns}
          rowKey={({ id }) => id}
          rowHref={({ id }) => href(`/equipment/${id}`)}
          list={list}
          selection={may("equipment.write") ? selection : undefined}
          footer={<LoadMore pages={pages} />}
        />
      ) : isNarrowed(parameters) ? (
        <EmptyState icon={SearchX} title={t("noMatch.title")} text={t("noMatch.text")} />
      ) : (
        <EmptyState
          icon={AudioLines}
          title={t("empty.title")}
          text={t("empty.text")}
          action={add}
        />
      )}
      <BulkBar selection={selection} actions={bulkActions} />
    </Page>
  );
}
