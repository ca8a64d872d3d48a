import { useTranslation } from "react-i18next";
import { formatDay, formatRange, type Reader } from "#app/lib/dates.ts";
import { Badge } from "#app/ui/badge.tsx";
import { Card } from "#app/ui/card.tsx";
import { TextLink } from "#app/ui/text-link.tsx";
import type { SeriesOf } from "./series.server.ts";
import { SessionStateBadge } from "./session-state.tsx";
import { useRuleWords } from "./use-rule-words.tsx";

interface SeriesCardProps {
  series: Pick<SeriesOf, "rule" | "exceptions" | "occurrences">;
  /** The session on whose page it stands. */
  sessionId: string;
  reader: Reader;
  hrefOf: (sessionId: string) => string;
}

/** The series of a session: its rule in words, and all its dates, the skipped ones among them. */
export function SeriesCard({ series, sessionId, reader, hrefOf }: SeriesCardProps) {
  const { t } = useTranslation("series");
  const words = useRuleWords();
  const { rule, exceptions, occurrences } = series;
  const rows = [
    ...occurrences.map((session) => ({ day: session.day, session })),
    ...exceptions.map((day) => ({ day, session: null })),
  ].toSorted((a, b) => (a.day < b.day ? -1 : 1));
  return (
    <Card title={t("title")} flush>
      <p className="px-4 py-3 text-13 first-letter:uppercase">{words(rule)}</p>
      <ul
        // Scrolls on its own, so the keyboard has to reach it.
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
        tabIndex={0}
        aria-label={t("dates")}
        className="max-h-72 divide-y divide-line overflow-y-auto border-t border-line text-13"
      >
        {rows.map(({ day, session }) => (
          <li
            key={`${day} ${session?.id ?? ""}`}
            className="flex min-h-9 items-center justify-between gap-3 px-4 py-1.5"
          >
            {session === null ? (
              <>
                <span className="text-muted">{formatDay(day, reader.language)}</span>
                <Badge icon={null}>{t("skipped")}</Badge>
              </>
            ) : (
              <>
                {session.id === sessionId ? (
                  <strong className="font-semibold" aria-current="page">
                    {formatRange(session.startsAt, session.endsAt, reader)}
                  </strong>
                ) : (
                  <TextLink to={hrefOf(session.id)}>
                    {formatRange(session.startsAt, session.endsAt, reader)}
                  </TextLink>
                )}
                <SessionStateBadge state={session.state} />
              </>
            )}
          </li>
        ))}
      </ul>
    </Card>
  );
}
