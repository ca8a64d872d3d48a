import { Pencil, StickyNote, Trash2 } from "lucide-react";
import { useEffect, useEffectEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { useFetcher } from "react-router";
import { dayOf, formatDate, formatTime, type Reader } from "#app/lib/dates.ts";
import { Avatar } from "#app/ui/avatar.tsx";
import { IconButton } from "#app/ui/icon-button.tsx";
import { useUndoToast } from "#app/ui/toast.tsx";
import { NoteForm } from "./note-form.tsx";

export type NoteRemoval = { removed: string | null };

export interface ListedNote {
  id: string;
  body: string;
  notedAt: Date;
  /** Who wrote it; null where it was nobody of a name. */
  by: string | null;
  mayChange: boolean;
}

interface NoteListProps {
  notes: readonly ListedNote[];
  /** The address of the client's notes. */
  action: string;
  reader: Reader;
}

/** A client's notes, each with who wrote it and when. */
export function NoteList({ notes, action, reader }: NoteListProps) {
  const { t } = useTranslation("notes");
  const removal = useFetcher<NoteRemoval>();
  const undo = useFetcher();
  const undoToast = useUndoToast();
  const announce = useEffectEvent(({ removed }: NoteRemoval) => {
    if (removed === null) return;
    undoToast(
      t("wasRemoved"),
      () => void undo.submit(null, { method: "delete", action: `${action}/${removed}/removal` }),
    );
  });
  useEffect(() => {
    if (removal.data) announce(removal.data);
  }, [removal.data]);
  return (
    <ul aria-label={t("title")} className="divide-y divide-line">
      {notes.map((note) => (
        <NoteRow
          key={note.id}
          note={note}
          action={`${action}/${note.id}`}
          reader={reader}
          onRemove={() =>
            void removal.submit(null, { method: "post", action: `${action}/${note.id}/removal` })
          }
        />
      ))}
    </ul>
  );
}

interface NoteRowProps {
  note: ListedNote;
  action: string;
  reader: Reader;
  onRemove: () => void;
}

function NoteRow({ note, action, reader, onRemove }: NoteRowProps) {
  const { t } = useTranslation(["notes", "common"]);
  const [isEdited, setEdited] = useState(false);
  const { body, by, notedAt, mayChange } = note;
  const when = `${formatDate(notedAt, reader, { year: true })}, ${formatTime(notedAt, reader)}`;
  return (
    <li className="flex gap-3 px-4 py-3 text-13">
      {by === null ? (
        <span className="grid size-7 shrink-0 place-items-center rounded-full bg-sunken text-muted">
          <StickyNote className="size-3.5" aria-hidden />
        </span>
      ) : (
        <Avatar name={by} />
      )}
      <div className="flex min-w-0 flex-1 flex-col gap-1">
        <div className="flex min-h-7 items-center gap-2">
          <p className="flex min-w-0 flex-1 flex-wrap items-baseline gap-x-2">
            {by !== null && <span className="font-medium">{by}</span>}
            <time dateTime={notedAt.toISOString()} className="text-12 text-muted">
              {when}
            </time>
          </p>
          {mayChange && !isEdited && (
            <span className="-my-1 flex">
              <IconButton
                label={t("edit", { when })}
                icon={<Pencil aria-hidden />}
                onClick={() => setEdited(true)}
              />
              <IconButton
                label={t("remove", { when })}
                icon={<Trash2 aria-hidden />}
                onClick={onRemove}
              />
            </span>
          )}
        </div>
        {isEdited ? (
          <NoteForm
            action={action}
            note={{ body, day: dayOf(notedAt, reader.timeZone) }}
            submit={t("common:save")}
            onDone={() => setEdited(false)}
          />
        ) : (
          <p className="break-words whitespace-pre-line">{body}</p>
        )}
      </div>
    </li>
  );
}
