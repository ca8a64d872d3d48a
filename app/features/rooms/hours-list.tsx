import { useTranslation } from "react-i18next";
import { type OpeningHours, typedHours, WEEKDAYS } from "./opening-hours.ts";

/** A week's opening hours to be read, a line a day. */
export function HoursList({ hours }: { hours: OpeningHours }) {
  const { t } = useTranslation("rooms");
  if (hours === null) return t("hours.always");
  const days = typedHours(hours);
  return (
    <dl className="grid grid-cols-[auto_1fr] gap-x-3">
      {WEEKDAYS.map((weekday, n) => (
        <div key={weekday} className="contents">
          <dt className="text-muted">{t(`hours.days.${weekday}`)}</dt>
          <dd>{days[n] || <span className="text-muted">{t("hours.closed")}</span>}</dd>
        </div>
      ))}
    </dl>
  );
}
