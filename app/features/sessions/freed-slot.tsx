import { CalendarPlus } from "lucide-react";
import { useTranslation } from "react-i18next";
import { formatRange, type Reader } from "#app/lib/dates.ts";
import { ButtonLink } from "#app/ui/button.tsx";
import { Card } from "#app/ui/card.tsx";
import { TextLink } from "#app/ui/text-link.tsx";
import { slotText } from "./calendar.ts";
import type { FitInRoom, Waiting } from "./waiting.server.ts";

interface FreedSlotProps {
  takers: readonly (Waiting & { fit: FitInRoom })[];
  reader: Reader;
  href: (path: string) => string;
  mayBook: boolean;
}

/** Who waits for what a cancelled session left free; nothing where nobody does. */
export function FreedSlot({ takers, reader, href, mayBook }: FreedSlotProps) {
  const { t } = useTranslation(["waiting", "sessions"]);
  if (takers.length === 0) return null;
  return (
    <Card title={t("freed.title")} flush>
      <ul className="divide-y divide-line text-13">
        {takers.map(({ id, client, kind, note, fit }) => (
          <li key={id} className="flex flex-wrap items-center justify-between gap-3 px-4 py-3">
            <div className="min-w-0">
              <p>
                <TextLink to={href(`/clients/${client.id}`)}>{client.name}</TextLink>{" "}
                <span className="text-muted">{t(`sessions:kinds.${kind}`)}</span>
              </p>
              <p className="font-medium">
                {t("freed.text", {
                  when: formatRange(fit.startsAt, fit.endsAt, reader),
                  room: fit.room,
                })}
              </p>
              {note && <p className="text-muted">{note}</p>}
            </div>
            {mayBook && <BookFit {...{ id, client, fit, reader, href }} />}
          </li>
        ))}
      </ul>
    </Card>
  );
}

interface BookFitProps extends Pick<FreedSlotProps, "reader" | "href"> {
  id: string;
  client: { name: string };
  fit: FitInRoom;
}

/** Opens the booking of a slot for who waits; the booking takes them off the list. */
export function BookFit({ id, client, fit, reader, href }: BookFitProps) {
  const { t } = useTranslation("waiting");
  const when = formatRange(fit.startsAt, fit.endsAt, reader);
  const parameters = new URLSearchParams({
    waiting: id,
    room: fit.roomId,
    start: slotText(fit.startsAt, reader.timeZone),
  });
  return (
    <ButtonLink
      size="sm"
      icon={<CalendarPlus aria-hidden />}
      aria-label={t("bookAt", { client: client.name, when, room: fit.room })}
      to={`${href("/sessions/new")}?${parameters}`}
    >
      {t("book")}
    </ButtonLink>
  );
}
