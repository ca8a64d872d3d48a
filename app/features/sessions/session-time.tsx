import type { ReactNode } from "react";
import type { Reader } from "#app/lib/dates.ts";
import { SessionClock } from "./session-clock.tsx";
import type { TimeEntry } from "./session-clock.server.ts";
import type { Session } from "./sessions.server.ts";
import { TimeEntries } from "./time-entries.tsx";

interface SessionTimeProps {
  session: Session;
  entries: readonly TimeEntry[];
  /** When they were read. */
  now: Date;
  reader: Reader;
  currency: string;
  hrefOf: (sessionId: string) => string;
  mayWrite: boolean;
  /** What stands between the clock, which is wanted at once, and what it noted. */
  children: ReactNode;
}

/** Of what is firm: the clock while it is in progress, and the time that was noted. */
export function SessionTime({ currency, children, ...props }: SessionTimeProps) {
  const { session, entries, reader, hrefOf, mayWrite } = props;
  const { state } = session;
  const isFirm = state === "confirmed" || state === "in_progress" || state === "done";
  return (
    <>
      <SessionClock {...props} />
      {children}
      {(isFirm || entries.length > 0) && (
        <TimeEntries
          entries={entries}
          session={session}
          crew={session.crew}
          action={`${hrefOf(session.id)}/time-entries`}
          reader={reader}
          currency={currency}
          mayWrite={mayWrite && state !== "cancelled"}
        />
      )}
    </>
  );
}
