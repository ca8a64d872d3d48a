import { useTranslation } from "react-i18next";
import { isOpen, type OpeningHours, openingOn } from "#app/features/rooms/opening-hours.ts";
import { dayOf, formatTimeRange, type Reader } from "#app/lib/dates.ts";
import { type BooleanField, CheckboxField } from "#app/ui/fields.tsx";
import type { Timed } from "./studio-day.ts";

interface HoursWarningProps {
  field: BooleanField;
  room: { name: string; openingHours: OpeningHours } | undefined;
  times: Timed | undefined;
  reader: Reader;
}

/** Where a time lies outside of the room's opening hours: when it is open, and a box to mean it. */
export function HoursWarning({ field, room, times, reader }: HoursWarningProps) {
  const { t } = useTranslation("sessions");
  if (!room || !times || isOpen(room.openingHours, times, reader.timeZone)) return null;
  const { timeZone } = reader;
  const open = openingOn(room.openingHours, dayOf(times.startsAt, timeZone), timeZone);
  const hours = open.map(({ from, until }) => formatTimeRange(from, until, reader)).join(", ");
  return (
    <div
      role="alert"
      className="flex flex-col gap-2 rounded-md border border-warning/40 bg-warning-soft p-3 text-13"
    >
      <p className="font-medium text-warning-ink">
        {hours === ""
          ? t("openHours.closed", { room: room.name })
          : t("openHours.outside", { room: room.name, hours })}
      </p>
      <CheckboxField field={field} label={t("openHours.confirm")} />
    </div>
  );
}
