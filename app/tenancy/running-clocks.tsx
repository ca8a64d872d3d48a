import { Timer } from "lucide-react";
import { useSyncExternalStore } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { cx } from "#app/lib/cx.ts";
import { Elapsed } from "#app/ui/elapsed.tsx";
import { useLive } from "./live/live.tsx";
import type { RunningClock } from "./running-clocks.server.ts";
import { useStudio } from "./studio-href.ts";

interface RunningClocksProps {
  clocks: readonly RunningClock[];
  /** When they were read, by the server's clock. */
  readAt: Date;
}

/** The sessions whose clock runs: one on a phone, two elsewhere, and how many there are besides. */
export function RunningClocks({ clocks, readAt }: RunningClocksProps) {
  const { t } = useTranslation("clock");
  const { href } = useStudio();
  useLive(["time_entries"]);
  // What goes by is no part of the page as the server writes it, which is the same a moment later.
  const isShown = useSyncExternalStore(never, shown, hidden);
  const isOver = (endsAt: Date) => isShown && readAt > endsAt;
  if (clocks.length === 0) return null;
  return (
    <ul aria-label={t("running")} className="flex min-w-0 items-center gap-1.5">
      {clocks.slice(0, 2).map(({ sessionId, client, startedAt, beforeMs, endsAt }, n) => (
        <li key={sessionId} className={cx("min-w-0", n > 0 && "max-lg:hidden")}>
          <Link
            to={href(`/sessions/${sessionId}`)}
            prefetch="intent"
            className={cx(
              "flex h-7 max-w-52 items-center gap-1.5 rounded-md border px-2 text-12 max-md:max-w-32 pointer-coarse:h-11",
              isOver(endsAt)
                ? "border-warning/30 bg-warning-soft text-warning-ink"
                : "border-line bg-surface hover:bg-hover",
            )}
          >
            <Timer className="size-3.5 shrink-0" aria-hidden />
            <span className="truncate max-md:sr-only">{client}</span>
            {isShown ? (
              <Elapsed ms={beforeMs + Math.max(0, readAt.getTime() - startedAt.getTime())} />
            ) : (
              <span className="font-mono" aria-hidden>
                –:––
              </span>
            )}
            {isOver(endsAt) && <span className="sr-only">{t("kinds.overtime")}</span>}
          </Link>
        </li>
      ))}
      {clocks.length > 2 && (
        <li className="text-12 text-muted max-lg:hidden">
          {t("moreRunning", { count: clocks.length - 2 })}
        </li>
      )}
    </ul>
  );
}

const never = () => () => undefined;
const shown = () => true;
const hidden = () => false;
