import { useTranslation } from "react-i18next";
import { formatDuration } from "#app/lib/dates.ts";
import { formatMoney } from "#app/lib/money.ts";
import { Stat, StatRow } from "#app/ui/stat.tsx";
import type { Figures } from "./today.server.ts";

interface TodayFiguresProps {
  figures: Figures;
  rooms: number;
  sessions: number;
  currency: string;
}

/** How full the house is, and what the month has brought, against what was before. */
export function TodayFigures({ figures, rooms, sessions, currency }: TodayFiguresProps) {
  const { t, i18n } = useTranslation("today");
  const perRoomAndDay = (minutes: number, days: number) =>
    formatDuration(Math.round(minutes / days / rooms));
  const money = (cents: number) => formatMoney(cents, currency, i18n.language);
  return (
    <StatRow>
      <Stat
        label={t("figures.booked")}
        value={formatDuration(Math.round(figures.todayMinutes))}
        hint={t("figures.sessions", { count: sessions })}
      />
      <Stat
        label={t("figures.week")}
        value={perRoomAndDay(figures.weekMinutes, 7)}
        hint={t("figures.average", {
          duration: perRoomAndDay(figures.minutesBefore, figures.daysBefore),
        })}
      />
      <Stat
        label={t("figures.month")}
        value={money(figures.monthCents)}
        hint={t("figures.monthBefore", { amount: money(figures.monthBeforeCents) })}
      />
    </StatRow>
  );
}
