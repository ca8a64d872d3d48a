import { Pencil, Plus, Trash2 } from "lucide-react";
import { useEffect, useEffectEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { useFetcher } from "react-router";
import {
  formatDate,
  formatDuration,
  formatRange,
  formatTime,
  type Reader,
} from "#app/lib/dates.ts";
import { formatMoney } from "#app/lib/money.ts";
import { Badge } from "#app/ui/badge.tsx";
import { Button } from "#app/ui/button.tsx";
import { Card } from "#app/ui/card.tsx";
import { IconButton } from "#app/ui/icon-button.tsx";
import { useUndoToast } from "#app/ui/toast.tsx";
import { type EntryKind, minutesBetween, sumsOf } from "./session-clock.ts";
import type { TimeEntry } from "./session-clock.server.ts";
import { TimeEntryDialog } from "./time-entry-dialog.tsx";
import type { EntryAnswer } from "./time-entry-form.server.ts";

interface TimeEntriesProps {
  entries: readonly TimeEntry[];
  session: { startsAt: Date; endsAt: Date };
  crew: readonly { personId: string; name: string }[];
  /** The address of the entries. */
  action: string;
  reader: Reader;
  currency: string;
  mayWrite: boolean;
}

const meanings: Record<EntryKind, "neutral" | "good" | "warning"> = {
  booked: "good",
  overtime: "warning",
  manual: "neutral",
};

/** The time that a session took, with what it comes to. */
export function TimeEntries(props: TimeEntriesProps) {
  const { entries, action, reader, currency, mayWrite } = props;
  const { t } = useTranslation("clock");
  // Which entry is being written: none, a new one, or one that is there.
  const [edited, setEdited] = useState<TimeEntry | "new" | null>(null);
  const remove = useRemoval(action);
  const sums = sumsOf(entries);
  return (
    <Card
      title={t("entries")}
      flush
      actions={
        mayWrite && (
          <Button size="sm" icon={<Plus aria-hidden />} onClick={() => setEdited("new")}>
            {t("add")}
          </Button>
        )
      }
    >
      {entries.length === 0 && <p className="p-4 text-13 text-muted">{t("none")}</p>}
      <ul className="divide-y divide-line text-13">
        {entries.map((entry) => (
          <EntryRow
            key={entry.id}
            entry={entry}
            reader={reader}
            currency={currency}
            onEdit={mayWrite ? () => setEdited(entry) : undefined}
            onRemove={mayWrite ? () => remove(entry.id) : undefined}
          />
        ))}
      </ul>
      {sums.minutes > 0 && (
        <dl className="flex flex-wrap justify-between gap-x-6 gap-y-1 border-t border-line px-4 py-2.5 text-13 font-medium">
          <div className="flex gap-2">
            <dt className="text-muted">{t("total")}</dt>
            <dd className="tabular-nums">
              {t("charged", {
                duration: formatDuration(sums.minutes),
                charged: formatDuration(sums.billedMinutes),
              })}
            </dd>
          </div>
          <div>
            <dt className="sr-only">{t("amount")}</dt>
            <dd className="tabular-nums">
              {formatMoney(sums.amountCents, currency, reader.language)}
            </dd>
          </div>
        </dl>
      )}
      {edited && (
        <TimeEntryDialog
          {...props}
          key={edited === "new" ? "new" : edited.id}
          entry={edited === "new" ? undefined : edited}
          onClose={() => setEdited(null)}
        />
      )}
    </Card>
  );
}

interface EntryRowProps {
  entry: TimeEntry;
  reader: Reader;
  currency: string;
  onEdit: (() => void) | undefined;
  onRemove: (() => void) | undefined;
}

function EntryRow({ entry, reader, currency, onEdit, onRemove }: EntryRowProps) {
  const { t } = useTranslation(["clock", "common"]);
  const { kind, startedAt, endedAt, billedMinutes, amountCents, person, note } = entry;
  const when = formatRange(startedAt, endedAt ?? startedAt, reader);
  return (
    <li className="flex flex-wrap items-center gap-x-3 gap-y-1 px-4 py-2">
      <span className="flex min-w-0 flex-1 basis-56 flex-col">
        <span className="flex flex-wrap items-center gap-2">
          {endedAt
            ? when
            : t("since", {
                when: `${formatDate(startedAt, reader)}, ${formatTime(startedAt, reader)}`,
              })}
          <Badge meaning={endedAt ? meanings[kind] : "info"} icon={null}>
            {endedAt ? t(`kinds.${kind}`) : t("runs")}
          </Badge>
        </span>
        {(person || note) && (
          <span className="break-words text-muted">
            {[person, note].filter(Boolean).join(" · ")}
          </span>
        )}
      </span>
      {endedAt && (
        <>
          <span className="text-muted tabular-nums">
            {t("charged", {
              duration: formatDuration(minutesBetween({ startedAt, endedAt })),
              charged: formatDuration(billedMinutes ?? 0),
            })}
          </span>
          <span className="min-w-20 text-right tabular-nums">
            {amountCents === null
              ? t("noRate")
              : formatMoney(amountCents, currency, reader.language)}
          </span>
          {onEdit && onRemove && (
            <span className="-mr-2 flex">
              <IconButton
                label={t("edit", { when })}
                icon={<Pencil aria-hidden />}
                onClick={onEdit}
              />
              <IconButton
                label={t("remove", { when })}
                icon={<Trash2 aria-hidden />}
                onClick={onRemove}
              />
            </span>
          )}
        </>
      )}
    </li>
  );
}

/** Removes an entry; for ten seconds it can be written again. */
function useRemoval(action: string) {
  const { t } = useTranslation("clock");
  const removal = useFetcher<EntryAnswer>();
  const undo = useFetcher();
  const offerUndo = useUndoToast();
  const announce = useEffectEvent((removed: Record<string, string>) =>
    offerUndo(t("removed"), () => void undo.submit(removed, { method: "post", action })),
  );
  const { data } = removal;
  useEffect(() => {
    if (data?.ok && data.removed) announce(data.removed);
  }, [data]);
  return (id: string) => void removal.submit(null, { method: "delete", action: `${action}/${id}` });
}
