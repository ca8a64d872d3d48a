import { Pause, Play, Plus } from "lucide-react";
import { useTranslation } from "react-i18next";
import { useFetcher } from "react-router";
import { formatDuration, formatRange, type Reader } from "#app/lib/dates.ts";
import { Badge } from "#app/ui/badge.tsx";
import { Button } from "#app/ui/button.tsx";
import { Card } from "#app/ui/card.tsx";
import { Elapsed } from "#app/ui/elapsed.tsx";
import { TextLink } from "#app/ui/text-link.tsx";
import { noneFreeWords } from "./none-free.ts";
import { elapsedMs, EXTENSIONS, isForgotten, overtimeMinutes } from "./session-clock.ts";
import type { ExtensionAnswer, TimeEntry } from "./session-clock.server.ts";
import type { SessionState } from "./session.ts";

interface SessionClockProps {
  session: { id: string; state: SessionState; startsAt: Date; endsAt: Date };
  entries: readonly TimeEntry[];
  /** When they were read. */
  now: Date;
  reader: Reader;
  hrefOf: (sessionId: string) => string;
  mayWrite: boolean;
}

/** The clock of a session in progress: pause, go on, and more time. */
export function SessionClock(props: SessionClockProps) {
  const { session, entries, now, hrefOf, mayWrite } = props;
  const { t } = useTranslation("clock");
  const pausing = useFetcher();
  if (session.state !== "in_progress") return null;
  const running = entries.find(({ endedAt }) => endedAt === null);
  const overtime = overtimeMinutes(entries, session.endsAt, now);
  const toggle = () =>
    void pausing.submit(null, {
      method: running ? "post" : "delete",
      action: `${hrefOf(session.id)}/pause`,
    });
  return (
    <Card title={t("title")}>
      <div className="flex flex-col gap-3">
        <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
          <span className="text-26 font-medium">
            <Elapsed ms={elapsedMs(entries, now)} isRunning={running !== undefined} seconds />
          </span>
          {!running && <Badge>{t("paused")}</Badge>}
          {overtime > 0 && (
            <Badge meaning="warning">{t("overtime", { duration: formatDuration(overtime) })}</Badge>
          )}
          {mayWrite && (
            <Button
              icon={running ? <Pause aria-hidden /> : <Play aria-hidden />}
              pending={pausing.state !== "idle"}
              onClick={toggle}
              className="ml-auto"
            >
              {running ? t("pause") : t("resume")}
            </Button>
          )}
        </div>
        {running && isForgotten(running, now) && (
          <p className="text-13 text-warning-ink">{t("forgotten")}</p>
        )}
        {mayWrite && <Extension {...props} />}
      </div>
    </Card>
  );
}

function Extension({ session, reader, hrefOf }: SessionClockProps) {
  const { t } = useTranslation(["clock", "sessions"]);
  const fetcher = useFetcher<ExtensionAnswer>();
  const { startsAt, endsAt } = session;
  const answer = fetcher.state === "idle" ? fetcher.data : undefined;
  return (
    <>
      <fetcher.Form
        method="post"
        action={`${hrefOf(session.id)}/extension`}
        className="flex flex-wrap items-center gap-2 border-t border-line pt-3"
      >
        <span className="text-13 text-muted">{t("extend")}</span>
        <input type="hidden" name="seenStartsAt" value={startsAt.toISOString()} />
        <input type="hidden" name="seenEndsAt" value={endsAt.toISOString()} />
        {EXTENSIONS.map((minutes) => (
          <Button
            key={minutes}
            type="submit"
            name="minutes"
            value={minutes}
            size="sm"
            icon={<Plus aria-hidden />}
            pending={fetcher.state !== "idle"}
          >
            {formatDuration(minutes)}
          </Button>
        ))}
      </fetcher.Form>
      {answer && !answer.ok && (
        <div
          role="alert"
          className="rounded-md border border-danger/40 bg-danger-soft px-3 py-2 text-13 text-danger-ink"
        >
          <Refusal answer={answer} reader={reader} hrefOf={hrefOf} />
        </div>
      )}
    </>
  );
}

interface RefusalProps {
  answer: Exclude<ExtensionAnswer, { ok: true }>;
  reader: Reader;
  hrefOf: (sessionId: string) => string;
}

/** Why the session cannot be longer. */
function Refusal({ answer, reader, hrefOf }: RefusalProps) {
  const { t } = useTranslation(["sessions", "clock"]);
  switch (answer.reason) {
    case "clash": {
      const { id, client, kind, what, startsAt, endsAt } = answer.clash;
      const when = formatRange(startsAt, endsAt, reader);
      return (
        <>
          <p>
            {t("clash.title", { what })}
            <br />
            {t("clash.text", { client, kind: t(`kinds.${kind}`), when })}
          </p>
          <TextLink to={hrefOf(id)}>{t("clash.see")}</TextLink>
        </>
      );
    }
    case "away": {
      const { name, startsAt, endsAt } = answer;
      return t("clock:away", { name, when: formatRange(startsAt, endsAt, reader) });
    }
    case "unusable":
      return t("errors.unusable", { name: answer.name });
    case "noneFree":
      return t("errors.noneFree", noneFreeWords(answer, reader));
    case "unknown":
      return t(`errors.unknown.${answer.field}`);
    case "moved":
    case "gone":
      return t("clock:moved");
    case "notRunning":
      return t("clock:notRunning");
    case "tooLong":
      return t("clock:tooLong");
  }
}
