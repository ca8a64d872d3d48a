import { CircleAlert, CircleCheck } from "lucide-react";
import { useTranslation } from "react-i18next";
import { dayOf, formatDate, formatHours, formatRange, type Reader } from "#app/lib/dates.ts";
import { TextLink } from "#app/ui/text-link.tsx";
import type { Hindrance, Preview, PreviewedDate } from "./series.ts";

interface SeriesPreviewProps {
  preview: Preview;
  /** Whether sessions that stand are changed; else they are booked. */
  isChange: boolean;
  reader: Reader;
  hrefOf: (sessionId: string) => string;
}

/** All dates of a series, and what stands in the way of each, before anything is written. */
export function SeriesPreview({ preview, isChange, reader, hrefOf }: SeriesPreviewProps) {
  const { t } = useTranslation("series");
  const { dates, since } = preview;
  const clashes = dates.filter(({ hindrance }) => hindrance).length;
  const isFree = clashes === 0;
  const count = isFree ? dates.length : clashes;
  const key = isChange ? (isFree ? "changeFree" : "changeClashes") : isFree ? "free" : "clashes";
  const taken = dates.filter(({ day }) => since?.includes(day));
  return (
    <section
      aria-label={t("preview.title")}
      className="overflow-clip rounded-md border border-line-strong bg-surface text-13"
    >
      <div role="alert" className="flex flex-col gap-1 border-b border-line p-3">
        <p className="font-semibold">{t(`preview.${key}`, { count })}</p>
        {taken.length > 0 && (
          <p className="text-danger-ink">
            {t("preview.since", {
              days: taken.map(({ startsAt }) => formatDate(startsAt, reader)).join(", "),
            })}
          </p>
        )}
        {clashes === dates.length && <p>{t("preview.none")}</p>}
      </div>
      <ul
        // Scrolls on its own, so the keyboard has to reach it.
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
        tabIndex={0}
        aria-label={t("preview.title")}
        className="max-h-80 divide-y divide-line overflow-y-auto"
      >
        {dates.map((date) => (
          <PreviewRow key={date.day} date={date} reader={reader} hrefOf={hrefOf} />
        ))}
      </ul>
      <p className="border-t border-line px-3 py-2 text-12 text-muted">{t("preview.stale")}</p>
    </section>
  );
}

interface PreviewRowProps extends Pick<SeriesPreviewProps, "reader" | "hrefOf"> {
  date: PreviewedDate;
}

function PreviewRow({ date: { startsAt, endsAt, hindrance }, reader, hrefOf }: PreviewRowProps) {
  const { t } = useTranslation("series");
  const Icon = hindrance ? CircleAlert : CircleCheck;
  return (
    <li className="flex items-start gap-2 px-3 py-2">
      <Icon
        className={`mt-0.5 size-4 shrink-0 ${hindrance ? "text-danger-ink" : "text-good-ink"}`}
        aria-hidden
      />
      <p className="min-w-0">
        <time className={hindrance ? "text-muted line-through" : undefined}>
          {formatRange(startsAt, endsAt, reader)}
        </time>
        {" — "}
        {hindrance ? (
          <span className="text-danger-ink">
            <HindranceText {...{ hindrance, startsAt, reader, hrefOf }} />
          </span>
        ) : (
          <span className="text-muted">{t("preview.freeDate")}</span>
        )}
      </p>
    </li>
  );
}

interface HindranceTextProps extends Pick<SeriesPreviewProps, "reader" | "hrefOf"> {
  hindrance: Hindrance;
  startsAt: Date;
}

function HindranceText({ hindrance, startsAt, reader, hrefOf }: HindranceTextProps) {
  const { t } = useTranslation("series");
  const { what } = hindrance;
  const isSameDay = dayOf(hindrance.startsAt, reader.timeZone) === dayOf(startsAt, reader.timeZone);
  const say = isSameDay ? formatHours : formatRange;
  const when = say(hindrance.startsAt, hindrance.endsAt, reader);
  if (hindrance.is === "away") return t("preview.away", { what, when });
  const text = t("preview.clash", { what, client: hindrance.client, when });
  return <TextLink to={hrefOf(hindrance.id)}>{text}</TextLink>;
}
