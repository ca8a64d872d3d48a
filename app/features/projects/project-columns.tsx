import { useTranslation } from "react-i18next";
import { formatDay } from "#app/lib/dates.ts";
import { formatMoney } from "#app/lib/money.ts";
import { Badge } from "#app/ui/badge.tsx";
import { Meter } from "#app/ui/meter.tsx";
import type { Column } from "#app/ui/table.tsx";
import { isOverdue, meaningOfProject } from "./project.ts";
import type { ListedProject } from "./projects.server.ts";
import { progressOf } from "./track.ts";

interface Reading {
  /** The studio's day. */
  today: string;
  currency: string;
  /** All rows are one client's, whose name they leave out. */
  ofOneClient?: boolean;
}

/** What a list shows of projects. */
export function useProjectColumns({
  today,
  currency,
  ofOneClient,
}: Reading): [Column<ListedProject>, ...Column<ListedProject>[]] {
  const { t, i18n } = useTranslation("projects");
  const client: Column<ListedProject> = {
    id: "client",
    header: t("client"),
    sort: "client",
    width: "minmax(0, 1.4fr)",
    from: "md",
    cell: (project) => project.clientName,
  };
  return [
    {
      id: "title",
      header: t("name"),
      sort: "title",
      width: "minmax(0, 1.8fr)",
      cell: (project) => project.title,
    },
    ...(ofOneClient ? [] : [client]),
    {
      id: "kind",
      header: t("kind"),
      sort: "kind",
      width: "6rem",
      from: "lg",
      cell: (project) => <span className="text-muted">{t(`kinds.${project.kind}`)}</span>,
    },
    {
      id: "state",
      header: t("state"),
      sort: "state",
      width: "7rem",
      from: "md",
      cell: (project) => (
        <Badge meaning={meaningOfProject[project.state]}>{t(`states.${project.state}`)}</Badge>
      ),
    },
    {
      id: "due",
      header: t("due"),
      sort: "due",
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

    {
      id: "budget",
      header: t("budget"),
      sort: "budget",
      width: "7.5rem",
      align: "end",
      from: "md",
      hidden: true,
      cell: ({ budgetCents: cents }) =>
        cents === null ? null : formatMoney(cents, currency, i18n.language),
    },
  ];
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
