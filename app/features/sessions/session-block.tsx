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

/** Where a block is taken hold of to make it longer or shorter. */
const grips = {
  x: {
    start: "absolute inset-y-0 left-0 w-1.5 cursor-ew-resize",
    end: "absolute inset-y-0 right-0 w-1.5 cursor-ew-resize",
  },
  y: {
    start: "absolute inset-x-0 top-0 h-1.5 cursor-ns-resize",
    end: "absolute inset-x-0 bottom-0 h-1.5 cursor-ns-resize",
  },
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
  /** Whether it may be dragged; its ends are on this axis. */
  isMovable?: boolean;
  ends?: "x" | "y";
  /** The row that it stands in, where that is not its room; and what it says instead of the kind. */
  resourceId?: string;
  place?: string;
  className?: string;
  style?: CSSProperties;
}

/** A session in a calendar: when, who, what, in its room's colour. A calendar that lets it be moved reads its `data-`. */
export function SessionBlock({
  session,
  room,
  href,
  reader,
  lines = 2,
  continued,
  isMovable = false,
  ends,
  resourceId,
  place,
  className,
  style,
}: SessionBlockProps) {
  const { t } = useTranslation("sessions");
  const flat = lines === 1;
  const kind = t(`kinds.${session.kind}`);
  const Icon = icons[session.state];
  const time = formatTimeRange(session.startsAt, session.endsAt, reader);
  const state = t(`states.${session.state}`);
  const who = session.people.map(({ name }) => name).join(", ");
  return (
    <Link
      to={href}
      prefetch="intent"
      draggable={false}
      data-swatch={room.colour}
      data-session={session.id}
      aria-busy={session.isMoving}
      data-resource={resourceId ?? session.roomId}
      title={[session.client, time, kind, who, state].filter(Boolean).join(" · ")}
      style={style}
      className={cx(
        "block overflow-hidden rounded-sm border border-l-3 border-(--swatch-edge) px-1.5 text-12 hover:brightness-97",
        flat ? "flex items-center gap-1.5 leading-none" : "py-1 leading-snug",
        session.isMoving && "opacity-70",
        isMovable && "cursor-grab select-none touch-callout-none",
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
        {lines === 2 && ` · ${place ?? kind}`}
      </span>
      {lines === 3 && <span className="block truncate">{kind}</span>}
      {lines === 3 && who && <span className="block truncate text-muted">{who}</span>}
      <span className="sr-only">
        {[flat && kind, lines !== 3 && who, state, room.name].filter(Boolean).join(", ")}
      </span>
      {isMovable && ends && (
        <>
          <span data-end="start" aria-hidden className={grips[ends].start} />
          <span data-end="end" aria-hidden className={grips[ends].end} />
        </>
      )}
    </Link>
  );
}
