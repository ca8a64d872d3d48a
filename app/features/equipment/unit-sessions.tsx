import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { formatRange, type Reader } from "#app/lib/dates.ts";
import { Card } from "#app/ui/card.tsx";
import type { UnitSession } from "./unit-sessions.server.ts";

interface UnitSessionsProps {
  sessions: readonly UnitSession[];
  /** Whether the unit cannot be used, so that each of them is touched. */
  isBroken: boolean;
  reader: Reader;
  hrefOf: (id: string) => string;
}

/** What a unit is booked for; where it cannot be used, what that breaks. */
export function UnitSessions({ sessions, isBroken, reader, hrefOf }: UnitSessionsProps) {
  const { t } = useTranslation(["equipment", "sessions"]);
  return (
    <Card title={t(isBroken ? "sessions.broken" : "sessions.next")} flush>
      {isBroken && sessions.length > 0 && (
        <div role="alert" className="border-b border-warning/40 bg-warning-soft px-4 py-3 text-13">
          <strong className="block font-semibold text-warning-ink">
            {t("sessions.breaks", { count: sessions.length })}
          </strong>
          {t("sessions.breaksText")}
        </div>
      )}
      {sessions.length === 0 ? (
        <p className="p-4 text-13 text-muted">
          {t(isBroken ? "sessions.breaksNone" : "sessions.none")}
        </p>
      ) : (
        <ul className="divide-y divide-line text-13">
          {sessions.map((session) => (
            <li key={session.id}>
              <Link
                to={hrefOf(session.id)}
                prefetch="intent"
                className="flex min-h-9 flex-wrap items-center gap-x-4 px-4 py-1.5 -outline-offset-2 hover:bg-hover pointer-coarse:min-h-11"
              >
                <span>{formatRange(session.startsAt, session.endsAt, reader, { year: true })}</span>
                <span className="min-w-0 flex-1 truncate font-medium">{session.client}</span>
                <span className="truncate text-muted">{session.room}</span>
              </Link>
            </li>
          ))}
        </ul>
      )}
    </Card>
  );
}
