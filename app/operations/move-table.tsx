import { useTranslation } from "react-i18next";
import type { MoveRecord } from "#app/tenancy/moves.server.ts";
import { Badge, type Meaning } from "#app/ui/badge.tsx";
import { Table } from "#app/ui/table.tsx";
import { formatElapsed } from "./elapsed.ts";

const meanings: Partial<Record<MoveRecord["state"], Meaning>> = {
  soak: "good",
  finalized: "good",
  rolled_back: "neutral",
  aborting: "warning",
  aborted: "danger",
};

/** The last moves of all studios, with what each took; the error of one that failed stands below it. */
export function MoveTable({ moves }: { moves: readonly MoveRecord[] }) {
  const { t, i18n } = useTranslation("operations");
  const number = new Intl.NumberFormat(i18n.language);
  const elapsed = (ms: number | null) => (ms === null ? null : formatElapsed(ms, i18n.language));
  const place = (at: MoveRecord["from"]) =>
    at
      ? t("place", { isolation: t(`isolations.${at.isolation}`), cluster: at.cluster })
      : t("gone");
  return (
    <Table
      label={t("moves")}
      rows={moves}
      rowKey={(move) => move.id}
      columns={[
        {
          id: "studio",
          header: t("studio"),
          width: "minmax(0, 1.2fr)",
          cell: (move) => (
            <span className="flex min-w-0 flex-col">
              <span className="truncate font-medium">{move.studio}</span>
              {move.error && (
                <span title={move.error} className="truncate text-12 text-danger-ink">
                  {move.error}
                </span>
              )}
            </span>
          ),
        },
        {
          id: "kind",
          header: t("kind"),
          width: "8rem",
          from: "md",
          cell: ({ kind }) => t(`kinds.${kind}`),
        },
        {
          id: "path",
          header: t("path"),
          width: "minmax(0, 2.4fr)",
          from: "lg",
          cell: ({ from, to }) => t("fromTo", { from: place(from), to: place(to) }),
        },
        {
          id: "started",
          header: t("started"),
          width: "9rem",
          from: "lg",
          // In UTC, as the servers' logs have it: operators look after studios of many zones.
          cell: ({ startedAt }) => (
            <time dateTime={startedAt.toISOString()} className="font-mono text-12">
              {startedAt.toISOString().slice(0, 16).replace("T", " ")}
            </time>
          ),
        },
        {
          id: "duration",
          header: t("duration"),
          width: "5.5rem",
          align: "end",
          from: "md",
          cell: ({ startedAt, finishedAt }) =>
            elapsed(finishedAt && finishedAt.getTime() - startedAt.getTime()),
        },
        {
          id: "pause",
          header: t("pause"),
          width: "5.5rem",
          align: "end",
          from: "lg",
          cell: ({ pauseMs }) => elapsed(pauseMs),
        },
        {
          id: "rows",
          header: t("verifiedRows"),
          width: "8rem",
          align: "end",
          from: "md",
          cell: ({ verifiedRows }) => (verifiedRows === null ? null : number.format(verifiedRows)),
        },
        {
          id: "state",
          header: t("state"),
          width: "9rem",
          cell: ({ state }) => (
            <Badge meaning={meanings[state] ?? "info"}>{t(`moveStates.${state}`)}</Badge>
          ),
        },
      ]}
    />
  );
}
