import { useTranslation } from "react-i18next";
import { formatDay } from "#app/lib/dates.ts";
import { formatMoney } from "#app/lib/money.ts";
import { Swatch } from "#app/ui/avatar.tsx";
import type { Column } from "#app/ui/table.tsx";
import { ConditionBadge } from "./condition-badge.tsx";
import { DueBadge } from "./due-badge.tsx";
import type { ListedEquipment } from "./equipment.server.ts";

interface Reading {
  /** The studio's day. */
  today: string;
  currency: string;
}

/** What a list shows of equipment. */
export function useEquipmentColumns({
  today,
  currency,
}: Reading): [Column<ListedEquipment>, ...Column<ListedEquipment>[]] {
  const { t, i18n } = useTranslation("equipment");
  return [
    {
      id: "name",
      header: t("name"),
      sort: "name",
      width: "minmax(0, 2fr)",
      cell: ({ name, maker, dueOn }) => (
        <>
          <span className="mr-2">{name}</span>
          <DueBadge dueOn={dueOn} today={today} />
          {maker && <span className="ml-2 font-normal text-muted md:hidden">{maker}</span>}
        </>
      ),
    },
    { id: "maker", header: t("maker"), sort: "maker", from: "md", cell: (piece) => piece.maker },
    {
      id: "kind",
      header: t("kind"),
      sort: "kind",
      width: "7.5rem",
      from: "lg",
      cell: (piece) => <span className="text-muted">{t(`kinds.${piece.kind}`)}</span>,
    },
    {
      id: "serial",
      header: t("serialNumber"),
      sort: "serial",
      width: "8rem",
      from: "lg",
      cell: (piece) => <span className="font-mono text-12">{piece.serialNumber}</span>,
    },
    {
      id: "code",
      header: t("code"),
      width: "5rem",
      from: "lg",
      hidden: true,
      cell: (piece) => <span className="font-mono text-12">{piece.code}</span>,
    },
    {
      id: "room",
      header: t("room"),
      sort: "room",
      from: "md",
      cell: ({ room }) => <RoomName room={room} />,
    },
    {
      id: "condition",
      header: t("condition"),
      sort: "condition",
      width: "8.5rem",
      cell: (piece) => <ConditionBadge condition={piece.condition} />,
    },
    {
      id: "bought",
      header: t("purchasedOn"),
      sort: "bought",
      width: "8.5rem",
      from: "lg",
      hidden: true,
      cell: ({ purchasedOn }) => purchasedOn && formatDay(purchasedOn, i18n.language, "year"),
    },
    {
      id: "price",
      header: t("purchasePrice"),
      sort: "price",
      width: "7.5rem",
      align: "end",
      from: "md",
      cell: ({ purchasePriceCents: cents }) =>
        cents === null ? null : formatMoney(cents, currency, i18n.language),
    },
  ];
}

function RoomName({ room }: Pick<ListedEquipment, "room">) {
  const { t } = useTranslation("equipment");
  if (!room) return <span className="text-muted">{t("noRoom")}</span>;
  return (
    <span className="flex min-w-0 items-center gap-2">
      <Swatch color={room.colour} />
      <span className="truncate">{room.name}</span>
    </span>
  );
}
