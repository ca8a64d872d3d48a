import { Pencil } from "lucide-react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { formatDay } from "#app/lib/dates.ts";
import { found, foundId } from "#app/lib/found.ts";
import { formatMoney } from "#app/lib/money.ts";
import { useLive } from "#app/tenancy/live/live.tsx";
import { studioContext } from "#app/tenancy/studio-context.server.ts";
import { useStudio } from "#app/tenancy/studio-href.ts";
import { ArchiveButton } from "#app/ui/archive-button.tsx";
import { Swatch } from "#app/ui/avatar.tsx";
import { Badge } from "#app/ui/badge.tsx";
import { ButtonLink } from "#app/ui/button.tsx";
import { Card } from "#app/ui/card.tsx";
import { DescriptionList } from "#app/ui/description-list.tsx";
import { PageHeader } from "#app/ui/page-header.tsx";
import { Page } from "#app/ui/page.tsx";
import { ConditionBadge } from "../condition-badge.tsx";
import { findEquipment } from "../equipment.server.ts";
import { needs } from "#app/tenancy/needs.server.ts";
import type { Route } from "./+types/show.ts";

export const middleware = [needs({ read: "equipment.read" })];

export async function loader({ params, context }: Route.LoaderArgs) {
  const id = foundId(params.equipmentId);
  return { equipment: found(await context.get(studioContext).read((db) => findEquipment(db, id))) };
}

export default function ShowEquipment({ loaderData: { equipment } }: Route.ComponentProps) {
  const { t, i18n } = useTranslation(["equipment", "common"]);
  const { currency, href, may } = useStudio();
  useLive(["equipment", "rooms"]);
  const { name, room, purchasedOn, purchasePriceCents, notes, archivedAt } = equipment;
  return (
    <Page>
      <PageHeader
        title={[equipment.maker, name].filter(Boolean).join(" ")}
        breadcrumbs={[{ label: t("title"), href: href("/equipment") }]}
        mark={
          <>
            <ConditionBadge condition={equipment.condition} />
            {archivedAt && <Badge>{t("archivedOnly")}</Badge>}
          </>
        }
        actions={
          may("equipment.write") && (
            <>
              <ArchiveButton
                archived={archivedAt !== null}
                action={href(`/equipment/${equipment.id}/archiving`)}
                words={{
                  archive: t("archive"),
                  restore: t("restore"),
                  wasArchived: t("wasArchived", { name }),
                  wasRestored: t("wasRestored", { name }),
                }}
              />
              <ButtonLink variant="primary" icon={<Pencil />} to="edit">
                {t("common:edit")}
              </ButtonLink>
            </>
          )
        }
      />
      <div className="grid grid-cols-[minmax(0,3fr)_minmax(0,2fr)] items-start gap-4 max-lg:grid-cols-1">
        <Card title={t("details")}>
          <DescriptionList
            items={[
              { label: t("maker"), value: equipment.maker },
              { label: t("kind"), value: t(`kinds.${equipment.kind}`) },
              {
                label: t("serialNumber"),
                value: equipment.serialNumber && (
                  <span className="font-mono">{equipment.serialNumber}</span>
                ),
              },
              {
                label: t("room"),
                value: room ? (
                  <Link
                    to={href(`/rooms/${room.id}`)}
                    prefetch="intent"
                    className="inline-flex items-center gap-2 text-accent-ink hover:underline"
                  >
                    <Swatch color={room.colour} />
                    {room.name}
                  </Link>
                ) : (
                  t("noRoom")
                ),
              },
              {
                label: t("notes"),
                value: notes && <span className="whitespace-pre-line">{notes}</span>,
              },
            ]}
          />
        </Card>
        {(purchasedOn !== null || purchasePriceCents !== null) && (
          <Card title={t("purchase")}>
            <DescriptionList
              items={[
                {
                  label: t("purchasedOn"),
                  value: purchasedOn && formatDay(purchasedOn, i18n.language, "long"),
                },
                {
                  label: t("purchasePrice"),
                  value:
                    purchasePriceCents === null
                      ? null
                      : formatMoney(purchasePriceCents, currency, i18n.language),
                },
              ]}
            />
          </Card>
        )}
      </div>
    </Page>
  );
}
