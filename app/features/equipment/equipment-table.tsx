import { useTranslation } from "react-i18next";
import { formatMoney } from "#app/lib/money.ts";
import { Swatch } from "#app/ui/avatar.tsx";
import { LoadMore, type useKeysetPages } from "#app/ui/load-more.tsx";
import { Table } from "#app/ui/table.tsx";
import { ConditionBadge } from "./condition-badge.tsx";
import { DueBadge } from "./due-badge.tsx";
import type { ListedEquipment } from "./equipment.server.ts";

interface EquipmentTableProps {
  pages: ReturnType<typeof useKeysetPages<ListedEquipment>>;
  today: string;
  currency: string;
  hrefOf: (id: string) => string;
}

export function EquipmentTable({ pages, today, currency, hrefOf }: EquipmentTableProps) {
  const { t, i18n } = useTranslation("equipment");
  return (
    <Table
      label={t("title")}
      rows={pages.rows}
      rowKey={(piece) => piece.id}
      rowHref={(piece) => hrefOf(piece.id)}
      columns={[
        {
          id: "name",
          header: t("name"),
          width: "minmax(0, 2fr)",
          cell: ({ name, maker, dueOn }) => (
            <>
              <span className="mr-2">{name}</span>
              <DueBadge dueOn={dueOn} today={today} />
              {maker && <span className="ml-2 font-normal text-muted md:hidden">{maker}</span>}
            </>
          ),
        },
        { id: "maker", header: t("maker"), from: "md", cell: (piece) => piece.maker },
        {
          id: "kind",
          header: t("kind"),
          width: "7.5rem",
          from: "lg",
          cell: (piece) => <span className="text-muted">{t(`kinds.${piece.kind}`)}</span>,
        },
        {
          id: "serial",
          header: t("serialNumber"),
          width: "8rem",
          from: "lg",
          cell: (piece) => <span className="font-mono text-12">{piece.serialNumber}</span>,
        },
        { id: "room", header: t("room"), from: "md", cell: ({ room }) => <RoomName room={room} /> },
        {
          id: "condition",
          header: t("condition"),
          width: "8.5rem",
          cell: (piece) => <ConditionBadge condition={piece.condition} />,
        },
        {
          id: "price",
          header: t("purchasePrice"),
          width: "7.5rem",
          align: "end",
          from: "md",
          cell: ({ purchasePriceCents: cents }) =>
            cents === null ? null : formatMoney(cents, currency, i18n.language),
        },
      ]}
      footer={<LoadMore pages={pages} />}
    />
  );
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
