import { CircleDashed, CircleDot, Hourglass, UserX, type LucideIcon } from "lucide-react";
import type { CSSProperties } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { cx } from "#app/lib/cx.ts";
import { formatTimeRange, type Reader } from "#app/lib/dates.ts";
import type { CalendarSession } from "./session-lists.server.ts";
import { SESSION_LOOKS } from "./session-look.ts";
import type { SessionState } from "./session.ts";

const icons: Partial<Record<SessionState, LucideIcon>> = {
  hold: Hourglass,
  tentative: CircleDashed,
  in_progress: CircleDot,
  no_show: UserX,
};

interface SessionBlockProps {
  session: CalendarSession;
  room: { name: string; colour: number };
  href: string;
  reader: Reader;
  /** How many lines of words there is height for. */
  lines?: 1 | 2 | 3;
  /** It began before what is shown. */
  continued?: boolean;
  className?: string;
  style?: CSSProperties;
}

/** A session in a calendar: when, who, what, in its room's colour. */
export function SessionBlock({
  session,
  room,
  href,
  reader,
  lines = 2,
  continued,
  className,
  style,
}: SessionBlockProps) {
  const { t } = useTranslation("sessions");
  const flat = lines === 1;
  const kind = t(`kinds.${session.kind}`);
  const Icon = icons[session.state];
  const time = formatTimeRange(session.startsAt, session.endsAt, reader);
  const state = t(`states.${session.state}`);
  return (
    <Link
      to={href}
      prefetch="intent"
      data-swatch={room.colour}
      title={[session.client, time, kind, state].join(" · ")}
      style={style}
      className={cx(
        "block overflow-hidden rounded-sm border border-l-3 border-(--swatch-edge) px-1.5 text-12 hover:brightness-97",
        flat ? "flex items-center gap-1.5 leading-none" : "py-1 leading-snug",
        SESSION_LOOKS[session.state],
        className,
      )}
    >
      <span className="flex min-w-0 items-center gap-1 font-medium">
        {Icon && <Icon className="size-3 shrink-0" aria-hidden />}
        <span className="truncate">{session.client}</span>
      </span>
      <span className={cx("block truncate", flat && "shrink-0")}>
        {continued ? `… ${time}` : time}
        {lines === 2 && ` · ${kind}`}
      </span>
      {lines === 3 && <span className="block truncate">{kind}</span>}
      <span className="sr-only">{[flat && kind, state, room.name].filter(Boolean).join(", ")}</span>
    </Link>
  );
}
