import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { formatRange } from "#app/lib/dates.ts";
import { Badge } from "#app/ui/badge.tsx";
import { meaningOfBooking } from "#app/features/clients/booking.ts";
import type { PersonSession } from "./absences.server.ts";
import { AwayBadge } from "./away-badge.tsx";

interface PersonSessionsProps {
  sessions: readonly PersonSession[];
  timeZone: string;
  hrefOf: (id: string) => string;
  /** Whether to mark those within an absence. */
  withAway?: boolean;
}

/** Sessions that somebody is booked for, each a link. */
export function PersonSessions({ sessions, timeZone, hrefOf, withAway }: PersonSessionsProps) {
  const { t, i18n } = useTranslation(["people", "sessions"]);
  const reader = { language: i18n.language, timeZone };
  return (
    <ul className="divide-y divide-line text-13">
      {sessions.map((session) => (
        <li key={session.id}>
          <Link
            to={hrefOf(session.id)}
            prefetch="intent"
            className="flex min-h-9 flex-wrap items-center justify-between gap-x-4 gap-y-1 px-4 py-1.5 -outline-offset-2 hover:bg-hover pointer-coarse:min-h-11"
          >
            <span className="flex min-w-0 flex-1 flex-col">
              <span className="truncate font-medium">{session.client}</span>
              <span className="text-muted">
                {formatRange(session.startsAt, session.endsAt, reader, { year: true })}
              </span>
              <span className="truncate text-muted">
                {[
                  session.room,
                  t(`sessions:kinds.${session.kind}`),
                  session.role && t(`trades.${session.role}`),
                ]
                  .filter(Boolean)
                  .join(" · ")}
              </span>
            </span>
            <span className="flex flex-col items-end gap-1">
              <Badge meaning={meaningOfBooking[session.state]}>
                {t(`sessions:states.${session.state}`)}
              </Badge>
              {withAway && session.isAway && <AwayBadge />}
            </span>
          </Link>
        </li>
      ))}
    </ul>
  );
}
