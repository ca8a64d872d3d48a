import { useTranslation } from "react-i18next";
import { Badge } from "#app/ui/badge.tsx";
import { Table } from "#app/ui/table.tsx";
import type { ListedStudio } from "./overview.server.ts";

/** Every studio and where its rows are. */
export function StudioTable({ studios }: { studios: readonly ListedStudio[] }) {
  const { t } = useTranslation("operations");
  const code = (text: string) => <span className="font-mono text-12">{text}</span>;
  return (
    <Table
      label={t("studios")}
      rows={studios}
      rowKey={(studio) => studio.slug}
      columns={[
        {
          id: "studio",
          header: t("studio"),
          width: "minmax(0, 2fr)",
          cell: ({ name, slug }) => (
            <span className="flex min-w-0 items-baseline gap-2">
              <span className="truncate font-medium">{name}</span>
              <span className="truncate font-mono text-12 text-muted">{slug}</span>
            </span>
          ),
        },
        {
          id: "isolation",
          header: t("isolation"),
          width: "8rem",
          from: "md",
          cell: ({ isolation }) => t(`isolations.${isolation}`),
        },
        { id: "cluster", header: t("cluster"), from: "md", cell: ({ cluster }) => code(cluster) },
        {
          id: "database",
          header: t("database"),
          width: "minmax(0, 1.6fr)",
          from: "lg",
          cell: ({ database }) => code(database),
        },
        {
          id: "schema",
          header: t("schema"),
          width: "minmax(0, 1.6fr)",
          from: "lg",
          cell: ({ schema }) => code(schema),
        },
        {
          id: "epoch",
          header: t("epoch"),
          width: "5rem",
          align: "end",
          from: "md",
          cell: (it) => it.epoch,
        },
        {
          id: "state",
          header: t("state"),
          width: "7rem",
          cell: ({ state }) => (
            <Badge meaning={state === "open" ? "good" : "info"}>{t(`states.${state}`)}</Badge>
          ),
        },
      ]}
    />
  );
}
