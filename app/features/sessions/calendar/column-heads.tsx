import { Plus } from "lucide-react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { cx } from "#app/lib/cx.ts";
import { formatDate, formatDay, formatTime } from "#app/lib/dates.ts";
import { Swatch } from "#app/ui/avatar.tsx";
import type { CalendarProps, CalendarRoom } from "./calendar-props.tsx";

interface HeadProps extends Pick<CalendarProps, "reader" | "today"> {
  room: CalendarRoom;
  /** Where and when one books next here; the keyboard's way to book. */
  opening: { at: Date; href: string } | undefined;
}

/** Over a room's lane of a day. */
export function RoomHead({ room, opening, reader }: HeadProps) {
  return (
    <>
      <Swatch color={room.colour} />
      <span className="min-w-0 flex-1 truncate text-13 font-medium">{room.name}</span>
      <BookLink {...{ room, opening, reader }} />
    </>
  );
}

/** Over a day's lane of a room. */
export function DayHead({
  day,
  href,
  room,
  opening,
  reader,
  today,
}: HeadProps & { day: string; href: string }) {
  return (
    <>
      <Link
        to={href}
        prefetch="intent"
        aria-current={day === today ? "date" : undefined}
        className={cx(
          "flex h-full min-w-0 flex-1 items-center truncate text-13 -outline-offset-2 hover:underline",
          day === today ? "font-semibold text-accent-ink" : "font-medium text-muted",
        )}
      >
        {formatDay(day, reader.language)}
      </Link>
      <BookLink {...{ room, opening, reader }} />
    </>
  );
}

function BookLink({ room, opening, reader }: Pick<HeadProps, "room" | "opening" | "reader">) {
  const { t } = useTranslation("sessions");
  if (!opening) return null;
  const { at, href } = opening;
  return (
    <Link
      to={href}
      aria-label={t("calendar.bookAt", {
        room: room.name,
        when: `${formatDate(at, reader)}, ${formatTime(at, reader)}`,
      })}
      className="grid h-full w-8 place-items-center text-muted -outline-offset-2 hover:bg-hover hover:text-ink print:hidden"
    >
      <Plus className="size-4" aria-hidden />
    </Link>
  );
}
