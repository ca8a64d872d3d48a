import { useTranslation } from "react-i18next";
import { formatDay } from "#app/lib/dates.ts";
import { Badge } from "#app/ui/badge.tsx";
import { LoadMore, type useKeysetPages } from "#app/ui/load-more.tsx";
import { Meter } from "#app/ui/meter.tsx";
import { Table, type Column } from "#app/ui/table.tsx";
import { isOverdue, meaningOfProject } from "./project.ts";
import type { ListedProject } from "./projects.server.ts";
import { progressOf } from "./track.ts";

interface ProjectTableProps {
  pages: ReturnType<typeof useKeysetPages<ListedProject>>;
  /** The studio's day. */
  today: string;
  hrefOf: (id: string) => string;
  /** Left out where all rows are one client's. */
  withClient?: boolean;
}

export function ProjectTable({ pages, today, hrefOf, withClient }: ProjectTableProps) {
  const { t } = useTranslation("projects");
  const client: Column<ListedProject> = {
    id: "client",
    header: t("client"),
    width: "minmax(0, 1.4fr)",
    from: "md",
    cell: (project) => project.clientName,
  };
  return (
    <Table
      label={t("title")}
      rows={pages.rows}
      rowKey={(project) => project.id}
      rowHref={(project) => hrefOf(project.id)}
      columns={[
        {
          id: "title",
          header: t("name"),
          width: "minmax(0, 1.8fr)",
          cell: (project) => project.title,
        },
        ...(withClient ? [client] : []),
        {
          id: "kind",
          header: t("kind"),
          width: "6rem",
          from: "lg",
          cell: (project) => <span className="text-muted">{t(`kinds.${project.kind}`)}</span>,
        },
        {
          id: "state",
          header: t("state"),
          width: "7rem",
          from: "md",
          cell: (project) => (
            <Badge meaning={meaningOfProject[project.state]}>{t(`states.${project.state}`)}</Badge>
          ),
        },
        {
          id: "due",
          header: t("due"),
          width: "9.5rem",
          cell: (project) => <DueDay project={project} today={today} />,
        },
        {
          id: "progress",
          header: t("progress"),
          width: "9rem",
          from: "lg",
          cell: (project) =>
            project.tracks > 0 && (
              <Meter
                value={progressOf(project.steps, project.tracks)}
                text={t("approvedOf", { approved: project.approved, tracks: project.tracks })}
              />
            ),
        },
      ]}
      footer={<LoadMore pages={pages} />}
    />
  );
}

function DueDay({ project, today }: { project: ListedProject; today: string }) {
  const { t, i18n } = useTranslation("projects");
  if (project.dueOn === null) return null;
  const day = formatDay(project.dueOn, i18n.language, "year");
  if (!isOverdue(project, today)) return day;
  return (
    <>
      <span className="sr-only">{t("overdue")} </span>
      <Badge meaning="danger">{day}</Badge>
    </>
  );
}
