import { Pencil } from "lucide-react";
import { useEffect, useEffectEvent } from "react";
import { useTranslation } from "react-i18next";
import { useFetcher } from "react-router";
import {
  clockText,
  formatDate,
  formatDay,
  formatDuration,
  formatRange,
  type Reader,
} from "#app/lib/dates.ts";
import { Button, ButtonLink } from "#app/ui/button.tsx";
import { TextLink } from "#app/ui/text-link.tsx";
import { useUndoToast } from "#app/ui/toast.tsx";
import { BookFit } from "./freed-slot.tsx";
import type { FitInRoom, Waiting } from "./waiting.server.ts";

export type ClosingAnswer = { closed: boolean };

interface WaitingListProps {
  entries: readonly (Omit<Waiting, "createdBy"> & {
    by: string | null;
    fits: readonly FitInRoom[];
  })[];
  /** The studio's day. */
  today: string;
  reader: Reader;
  href: (path: string) => string;
  mayWrite: boolean;
}

/** Those who wait, each with what is free for them now. */
export function WaitingList({ entries, ...props }: WaitingListProps) {
  return (
    <ul className="divide-y divide-line rounded-lg border border-line bg-surface text-13">
      {entries.map((entry) => (
        <WaitingRow key={entry.id} entry={entry} {...props} />
      ))}
    </ul>
  );
}

type WaitingRowProps = Omit<WaitingListProps, "entries"> & {
  entry: WaitingListProps["entries"][number];
};

function WaitingRow({ entry, today, reader, href, mayWrite }: WaitingRowProps) {
  const { t } = useTranslation(["waiting", "sessions", "common"]);
  const { id, client, project, kind, note, by, createdAt, closedAt, sessionId, fits } = entry;
  const added = formatDate(createdAt, reader, { year: true });
  return (
    <li className="flex flex-wrap items-start justify-between gap-x-6 gap-y-3 px-4 py-3">
      <div className="flex min-w-0 flex-1 basis-72 flex-col gap-0.5">
        <p>
          <TextLink to={href(`/clients/${client.id}`)}>{client.name}</TextLink>{" "}
          <span className="text-muted">
            {[t(`sessions:kinds.${kind}`), project?.title].filter(Boolean).join(" · ")}
          </span>
        </p>
        <p>{useWishWords(reader.language)(entry)}</p>
        {note && <p className="whitespace-pre-line text-muted">{note}</p>}
        <p className="text-12 text-muted">
          {by ? t("by", { name: by, day: added }) : t("on", { day: added })}
        </p>
      </div>
      <div className="flex min-w-0 flex-1 basis-72 flex-col gap-1.5">
        {sessionId && <TextLink to={href(`/sessions/${sessionId}`)}>{t("booked")}</TextLink>}
        {!closedAt && fits.length === 0 && (
          <p className="text-muted">{t(entry.latestDay < today ? "over" : "noFit")}</p>
        )}
        {fits.map((fit) => (
          <div key={`${fit.roomId} ${+fit.startsAt}`} className="flex items-center gap-3">
            <p className="min-w-0 flex-1">
              <span className="block text-12 text-good-ink">{t("free")}</span>
              {formatRange(fit.startsAt, fit.endsAt, reader)}, {fit.room}
            </p>
            {mayWrite && <BookFit {...{ id, client, fit, reader, href }} />}
          </div>
        ))}
      </div>
      {mayWrite && !closedAt && (
        <div className="flex gap-2">
          <ButtonLink
            size="sm"
            icon={<Pencil aria-hidden />}
            aria-label={`${t("common:edit")}, ${client.name}`}
            to={href(`/sessions/waiting/${id}/edit`)}
          >
            {t("common:edit")}
          </ButtonLink>
          <CloseButton client={client.name} action={href(`/sessions/waiting/${id}/closing`)} />
        </div>
      )}
    </li>
  );
}

function CloseButton({ client, action }: { client: string; action: string }) {
  const { t } = useTranslation("waiting");
  const closing = useFetcher<ClosingAnswer>();
  const undo = useFetcher<ClosingAnswer>();
  const offerUndo = useUndoToast();
  const announce = useEffectEvent(() =>
    offerUndo(t("wasClosed"), () => void undo.submit(null, { method: "delete", action })),
  );
  useEffect(() => {
    if (closing.data?.closed) announce();
  }, [closing.data]);
  return (
    <Button
      size="sm"
      variant="ghost"
      aria-label={`${t("close")}, ${client}`}
      pending={closing.state !== "idle"}
      onClick={() => void closing.submit(null, { method: "post", action })}
    >
      {t("close")}
    </Button>
  );
}

type Wish = WaitingRowProps["entry"];

/** "du lun. 4 janv. au ven. 15 janv., entre 18:00 et 23:00, 4 h, Studio A". */
function useWishWords(language: string) {
  const { t } = useTranslation("waiting");
  return ({ earliestDay, latestDay, fromTime, toTime, minutes, room }: Wish) => {
    const [from, to] = [formatDay(earliestDay, language), formatDay(latestDay, language)];
    return [
      earliestDay === latestDay ? t("day", { day: from }) : t("days", { from, to }),
      fromTime && toTime
        ? t("hours", { from: clockText(fromTime, language), to: clockText(toTime, language) })
        : t("anyHour"),
      formatDuration(minutes),
      room ?? t("anyRoom"),
    ].join(", ");
  };
}
