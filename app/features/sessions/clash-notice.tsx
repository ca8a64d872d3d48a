import { ListPlus } from "lucide-react";
import { useTranslation } from "react-i18next";
import { formatRange, type Reader } from "#app/lib/dates.ts";
import { Swatch } from "#app/ui/avatar.tsx";
import { ButtonLink } from "#app/ui/button.tsx";
import { SubmitButton } from "#app/ui/form.tsx";
import { TextLink } from "#app/ui/text-link.tsx";
import { CHOICE, choiceText } from "./booking-choice.ts";
import type { ClashReport } from "./sessions.server.ts";
import type { Timed } from "./studio-day.ts";

interface ClashNoticeProps {
  report: ClashReport;
  /** What was asked for: the room, and when. */
  wished: { roomId: string; times: Timed } | undefined;
  reader: Reader;
  clashHref: string;
  /** Where whoever would take it if it came free is put down; null where it is booked already. */
  waitHref: string | null;
}

/** What stands in the way, and what is free instead: each offer books with all that was typed. */
export function ClashNotice({ report, wished, reader, clashHref, waitHref }: ClashNoticeProps) {
  const { t } = useTranslation(["sessions", "waiting"]);
  const { clash, free, elsewhere } = report;
  const when = formatRange(clash.startsAt, clash.endsAt, reader);
  return (
    <section
      role="alert"
      className="flex flex-col gap-3 rounded-md border border-danger/40 bg-danger-soft p-3 text-13"
    >
      <div className="flex flex-wrap items-baseline justify-between gap-x-4">
        <p>
          <strong className="block font-semibold text-danger-ink">
            {t("clash.title", { what: clash.what })}
          </strong>
          {t("clash.text", { client: clash.client, kind: t(`kinds.${clash.kind}`), when })}
        </p>
        <TextLink to={clashHref}>{t("clash.see")}</TextLink>
      </div>
      <div>
        <p className="mb-1.5 text-12 text-muted">{t("clash.free")}</p>
        {free.length === 0 && <p>{t("clash.none")}</p>}
        <ul className="flex flex-wrap gap-2">
          {free.map((slot) => (
            <li key={slot.startsAt.getTime()}>
              <SubmitButton
                variant="secondary"
                name={CHOICE}
                value={choiceText(wished?.roomId ?? "", slot, reader.timeZone)}
              >
                {formatRange(slot.startsAt, slot.endsAt, reader)}
              </SubmitButton>
            </li>
          ))}
        </ul>
      </div>
      {wished && elsewhere.length > 0 && (
        <div>
          <p className="mb-1.5 text-12 text-muted">{t("clash.elsewhere")}</p>
          <ul className="flex flex-wrap gap-2">
            {elsewhere.map((room) => (
              <li key={room.id}>
                <SubmitButton
                  variant="secondary"
                  name={CHOICE}
                  value={choiceText(room.id, wished.times, reader.timeZone)}
                >
                  <Swatch color={room.colour} />
                  {room.name}
                </SubmitButton>
              </li>
            ))}
          </ul>
        </div>
      )}
      {waitHref !== null && (
        <p>
          <ButtonLink icon={<ListPlus aria-hidden />} to={waitHref}>
            {t("waiting:fromClash")}
          </ButtonLink>
        </p>
      )}
    </section>
  );
}
