import { Trash2 } from "lucide-react";
import { useEffect, useEffectEvent } from "react";
import { useTranslation } from "react-i18next";
import { useFetcher } from "react-router";
import { formatDay, formatRange } from "#app/lib/dates.ts";
import { IconButton } from "#app/ui/icon-button.tsx";
import { useUndoToast } from "#app/ui/toast.tsx";
import type { Absence } from "./absences.server.ts";
import { absenceTyped, type Clock } from "./person.ts";

/** What the address of an absence answers to its removal: the form that would add it again. */
export type RemovalAnswer = { removed: Record<string, string> };

interface AbsenceListProps {
  absences: { coming: readonly Absence[]; past: readonly Absence[] };
  /** The address of the absences. */
  action: string;
  canEdit: boolean;
  clock: Clock;
}

export function AbsenceList({ absences, action, canEdit, clock }: AbsenceListProps) {
  const { coming, past } = absences;
  const { t } = useTranslation("people");
  const removal = useFetcher<RemovalAnswer>();
  const undo = useFetcher();
  const undoToast = useUndoToast();
  const announce = useEffectEvent(({ removed }: RemovalAnswer) =>
    undoToast(
      t("absences.wasRemoved"),
      () => void undo.submit(removed, { method: "post", action }),
    ),
  );
  useEffect(() => {
    if (removal.data) announce(removal.data);
  }, [removal.data]);
  const remove = (id: string) =>
    void removal.submit(null, { method: "delete", action: `${action}/${id}` });
  return (
    <>
      {coming.length === 0 && <p className="p-4 text-13 text-muted">{t("absences.none")}</p>}
      <ul className="divide-y divide-line text-13">
        {coming.map((absence) => (
          <AbsenceRow
            key={absence.id}
            absence={absence}
            clock={clock}
            onRemove={canEdit ? remove : undefined}
          />
        ))}
      </ul>
      {past.length > 0 && (
        <div className="border-t border-line text-muted">
          <h3 className="px-4 pt-3 text-12 font-medium">{t("absences.past")}</h3>
          <ul className="divide-y divide-line text-13">
            {past.map((absence) => (
              <AbsenceRow key={absence.id} absence={absence} clock={clock} />
            ))}
          </ul>
        </div>
      )}
    </>
  );
}

interface AbsenceRowProps {
  absence: Absence;
  clock: Clock;
  onRemove?: (id: string) => void;
}

function AbsenceRow({ absence, clock, onRemove }: AbsenceRowProps) {
  const { t } = useTranslation("people");
  const when = useAbsenceWords(absence, clock);
  return (
    <li className="flex min-h-9 items-center justify-between gap-4 px-4 py-1.5">
      <span className="flex min-w-0 flex-col">
        <span>{when}</span>
        {absence.reason && <span className="break-words text-muted">{absence.reason}</span>}
      </span>
      {onRemove && (
        <IconButton
          label={t("absences.remove", { when })}
          icon={<Trash2 aria-hidden />}
          onClick={() => onRemove(absence.id)}
          className="-mr-2"
        />
      )}
    </li>
  );
}

/** Whole days as days; what has times as an appointment. */
function useAbsenceWords({ startsAt, endsAt }: Absence, clock: Clock): string {
  const { t, i18n } = useTranslation("people");
  const { language } = i18n;
  const { firstDay, lastDay, from, to } = absenceTyped({ startsAt, endsAt }, clock);
  if (from !== null || to !== null) {
    const reader = { language, timeZone: clock.timeZone };
    return formatRange(startsAt, endsAt, reader, { year: true });
  }
  const last = formatDay(lastDay, language, "year");
  if (firstDay === lastDay) return last;
  return t("absences.days", { first: formatDay(firstDay, language, "year"), last });
}
