import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { formatDay } from "#app/lib/dates.ts";
import { formatMoney } from "#app/lib/money.ts";
import { Swatch } from "#app/ui/avatar.tsx";
import { Card } from "#app/ui/card.tsx";
import { DescriptionList } from "#app/ui/description-list.tsx";
import type { Unit } from "./equipment.server.ts";

interface UnitDetailsProps {
  unit: Unit;
  currency: string;
  roomHref: (id: string) => string;
}

/** What a unit is, and what was paid for it. */
export function UnitDetails({ unit, currency, roomHref }: UnitDetailsProps) {
  const { t, i18n } = useTranslation("equipment");
  const { room, purchasedOn, purchasePriceCents, notes } = unit;
  return (
    <>
      <Card title={t("details")}>
        <DescriptionList
          items={[
            { label: t("code"), value: <span className="font-mono">{unit.code}</span> },
            { label: t("maker"), value: unit.maker },
            { label: t("kind"), value: t(`kinds.${unit.kind}`) },
            {
              label: t("serialNumber"),
              value: unit.serialNumber && <span className="font-mono">{unit.serialNumber}</span>,
            },
            {
              label: t("room"),
              value: room ? (
                <Link
                  to={roomHref(room.id)}
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
    </>
  );
}
