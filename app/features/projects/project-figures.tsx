import { useTranslation } from "react-i18next";
import { daysFrom, formatDay, formatDuration } from "#app/lib/dates.ts";
import { formatMoney } from "#app/lib/money.ts";
import { Stat, StatRow } from "#app/ui/stat.tsx";
import type { Project } from "./projects.server.ts";
import { formatLength } from "./track.ts";
import type { Track } from "./tracks.server.ts";

interface ProjectFiguresProps {
  project: Project;
  tracks: readonly Track[];
  /** Of the sessions that were not cancelled. */
  sums: { count: number; minutes: number; cents: number };
  today: string;
  currency: string;
}

export function ProjectFigures({ project, tracks, sums, today, currency }: ProjectFiguresProps) {
  const { t, i18n } = useTranslation("projects");
  const { language } = i18n;
  const money = (cents: number) => formatMoney(cents, currency, language);
  const budget = project.budgetCents;
  const approved = tracks.filter((track) => track.state === "approved").length;
  const seconds = tracks.reduce((sum, track) => sum + (track.durationSeconds ?? 0), 0);
  return (
    <StatRow>
      <Stat
        label={t("figures.booked")}
        value={money(sums.cents)}
        hint={
          budget === null
            ? t("figures.noBudget")
            : sums.cents > budget
              ? t("figures.overBudget", {
                  budget: money(budget),
                  excess: money(sums.cents - budget),
                })
              : t("figures.ofBudget", { budget: money(budget), rest: money(budget - sums.cents) })
        }
      />
      <Stat
        label={t("figures.hours")}
        value={formatDuration(sums.minutes)}
        hint={t("figures.sessions", { count: sums.count })}
      />
      <Stat
        label={t("figures.approved")}
        value={t("approvedOf", { approved, tracks: tracks.length })}
        hint={seconds > 0 && t("figures.length", { length: formatLength(seconds) })}
      />
      <Stat
        label={t("due")}
        value={
          project.dueOn === null ? t("figures.noDue") : formatDay(project.dueOn, language, "year")
        }
        hint={
          project.dueOn !== null &&
          project.state === "active" && <DueIn day={project.dueOn} today={today} />
        }
      />
    </StatRow>
  );
}

function DueIn({ day, today }: { day: string; today: string }) {
  const { t } = useTranslation("projects");
  const days = daysFrom(today, day);
  if (days === 0) return t("figures.dueToday");
  return days > 0 ? t("figures.dueIn", { count: days }) : t("figures.overdueBy", { count: -days });
}
