import { useState } from "react";
import type { Reader } from "#app/lib/dates.ts";
import type { CalendarSession } from "../session-lists.server.ts";
import type { CalendarRoom, Moving } from "./calendar-props.tsx";
import { clashInView } from "./clash-in-view.ts";
import type { Draft, ResourceKind } from "./draft.ts";
import type { Drawn } from "./quick-book.tsx";
import { useMoves } from "./use-moves.tsx";

interface MovingOptions {
  sessions: readonly CalendarSession[];
  rooms: readonly CalendarRoom[];
  mayBook: boolean;
  onHold: (isHeld: boolean) => void;
  reader: Reader;
  href: (path: string) => string;
}

const SETTLED = new Set(["cancelled", "done", "no_show"]);

/** All that one does in a calendar with a session's slot, or with one that is drawn. */
export function useMoving({ sessions, rooms, mayBook, onHold, reader, href }: MovingOptions) {
  const moves = useMoves(sessions, (id) => href(`/sessions/${id}`), reader);
  const [inDialog, setInDialog] = useState<CalendarSession | null>(null);
  const [drawn, setDrawn] = useState<Drawn | null>(null);
  const find = (id: string | null) => moves.shown.find((it) => it.id === id);

  const ways: Moving = {
    mayMove: ({ state }) => mayBook && !SETTLED.has(state),
    mayDraw: mayBook,
    hold: onHold,
    openDialog: setInDialog,
    drop({ sessionId, startsAt, endsAt, from, to, ...draft }, kind) {
      if (draft.kind === "create") return ways.draw({ startsAt, endsAt }, kind, to);
      const session = find(sessionId);
      if (!session) return;
      moves.move({
        session,
        to: { startsAt, endsAt },
        ...(from && to && from !== to && { swap: { kind, from, to } }),
      });
    },
    draw({ startsAt, endsAt }, kind, id) {
      setDrawn({
        ...{ startsAt, endsAt },
        roomId: kind === "room" ? id : null,
        crew: kind === "person" && id ? [{ personId: id, role: "engineer" }] : [],
        equipmentIds: kind === "equipment" && id ? [id] : [],
      });
    },
    clashOf: (draft, kind) =>
      clashInView(wantedBy(draft, kind, find(draft.sessionId)), moves.shown, rooms),
  };
  return {
    sessions: moves.shown,
    ...{ ways, inDialog, drawn },
    closeDialog: () => setInDialog(null),
    forgetDrawn: () => setDrawn(null),
    move: moves.move,
    refusal: moves.refusal,
    forgive: moves.forgive,
    senders: moves.senders,
  };
}

/** What a draft would take. */
function wantedBy(
  { startsAt, endsAt, from, to }: Draft,
  kind: ResourceKind,
  session?: CalendarSession,
) {
  const swap = (id: string) => (id === from ? (to ?? id) : id);
  const fresh = (ids: string[]) => (!session && to ? [...ids, to] : ids);
  const people = session?.people.map(({ id }) => id) ?? [];
  const units = session?.unitIds ?? [];
  return {
    id: session?.id ?? null,
    state: session?.state ?? "confirmed",
    ...{ startsAt, endsAt },
    roomId: kind === "room" ? (to ?? session?.roomId ?? "") : (session?.roomId ?? ""),
    people: (kind === "person" ? fresh(people.map(swap)) : people).map((id) => ({ id })),
    unitIds: kind === "equipment" ? fresh(units.map(swap)) : units,
  };
}
