import { useTranslation } from "react-i18next";
import { formatDate, formatTime } from "#app/lib/dates.ts";
import type { MoveRecord } from "#app/tenancy/moves.server.ts";
import { Badge, type Meaning } from "#app/ui/badge.tsx";
import { Table } from "#app/ui/table.tsx";

type Outcome = "underWay" | "done" | "undone";
type ToldMove = Pick<MoveRecord, "id" | "startedAt" | "from" | "to" | "verifiedRows"> & {
  outcome: Outcome;
};

const meanings: Record<Outcome, Meaning> = { underWay: "info", done: "good", undone: "neutral" };

export function MoveTable({ moves, timeZone }: { moves: readonly ToldMove[]; timeZone: string }) {
  const { t, i18n } = useTranslation("settings");
  const reader = { language: i18n.language, timeZone };
  const number = new Intl.NumberFormat(i18n.language);
  const place = (at: MoveRecord["from"]) =>
    at
      ? t("data.onCluster", { isolation: t(`data.${at.isolation}`), cluster: at.cluster })
      : t("data.left");
  return (
    <Table
      label={t("data.moves")}
      rows={moves}
      rowKey={(move) => move.id}
      columns={[
        {
          id: "when",
          header: t("data.when"),
          width: "minmax(0, 13rem)",
          cell: ({ startedAt }) =>
            `${formatDate(startedAt, reader, { year: true })}, ${formatTime(startedAt, reader)}`,
        },
        {
          id: "path",
          header: t("data.path"),
          from: "md",
          cell: ({ from, to }) => t("data.fromTo", { from: place(from), to: place(to) }),
        },
        {
          id: "rows",
          header: t("data.verifiedRows"),
          width: "8rem",
          align: "end",
          from: "md",
          cell: ({ verifiedRows }) => (verifiedRows === null ? null : number.format(verifiedRows)),
        },
        {
          id: "outcome",
          header: t("data.outcome"),
          width: "7rem",
          cell: ({ outcome }) => <Badge meaning={meanings[outcome]}>{t(`data.${outcome}`)}</Badge>,
        },
      ]}
    />
  );
}
