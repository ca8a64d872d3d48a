import { useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { useFetcher } from "react-router";
import { formatRange, type Reader } from "#app/lib/dates.ts";
import { useUndoToast } from "#app/ui/toast.tsx";
import type { SlotAnswer } from "../slot.server.ts";
import type { CalendarSession } from "../session-lists.server.ts";
import type { Timed } from "../studio-day.ts";
import type { ResourceKind } from "./draft.ts";

/** A session on its way to another slot. */
export type Move = {
  session: CalendarSession;
  to: Timed;
  swap?: { kind: ResourceKind; from: string; to: string };
};

export type Refusal = { move: Move; answer: Exclude<SlotAnswer, { ok: true }> };

/**
 * Moves of sessions: shown at once where they shall be, taken back by themselves with the reason where
 * the studio refuses, and by the person for ten seconds.
 */
export function useMoves(
  sessions: readonly CalendarSession[],
  href: (id: string) => string,
  reader: Reader,
) {
  const { t } = useTranslation("sessions");
  const undoToast = useUndoToast();
  const [pending, setPending] = useState<(Move & { key: number; isUndo: boolean })[]>([]);
  const [refusal, setRefusal] = useState<Refusal | null>(null);
  const next = useRef(0);

  function move(wish: Move, isUndo = false) {
    const key = (next.current += 1);
    setPending((all) => [...all, { ...wish, key, isUndo }]);
  }

  function settle(key: number, done: Move & { isUndo?: boolean }, answer: SlotAnswer) {
    setPending((all) => all.filter((it) => it.key !== key));
    if (!answer.ok) return setRefusal({ move: done, answer });
    if (done.isUndo) return;
    const { session, to, swap } = done;
    const when = formatRange(to.startsAt, to.endsAt, reader);
    undoToast(t("calendar.moved", { client: session.client, when }), () =>
      move(
        {
          session: { ...session, ...to },
          to: { startsAt: session.startsAt, endsAt: session.endsAt },
          ...(swap && { swap: { kind: swap.kind, from: swap.to, to: swap.from } }),
        },
        true,
      ),
    );
  }

  const shown = pending.length === 0 ? sessions : sessions.map((it) => asMoved(it, pending));
  return {
    shown,
    move,
    refusal,
    forgive: () => setRefusal(null),
    senders: pending.map((it) => (
      <MoveSender
        key={it.key}
        move={it}
        action={href(it.session.id)}
        onAnswer={(answer) => settle(it.key, it, answer)}
      />
    )),
  };
}

function asMoved(session: CalendarSession, pending: readonly Move[]): CalendarSession {
  const mine = pending.findLast((move) => move.session.id === session.id);
  if (!mine) return session;
  const { swap, to } = mine;
  const swapId = (id: string) => (swap && id === swap.from ? swap.to : id);
  return {
    ...session,
    ...to,
    isMoving: true,
    roomId: swap?.kind === "room" ? swap.to : session.roomId,
    people:
      swap?.kind === "person"
        ? session.people.map((it) => ({ ...it, id: swapId(it.id) }))
        : session.people,
    unitIds: swap?.kind === "equipment" ? session.unitIds.map(swapId) : session.unitIds,
  };
}

interface MoveSenderProps {
  move: Move;
  action: string;
  onAnswer: (answer: SlotAnswer) => void;
}

/** One fetcher a move: a second one that follows at once takes nothing from the first. */
function MoveSender({ move: { session, to, swap }, action, onAnswer }: MoveSenderProps) {
  const fetcher = useFetcher<SlotAnswer>();
  const { state, data: answer, submit } = fetcher;
  const sent = useRef(false);
  useEffect(() => {
    if (sent.current) return;
    sent.current = true;
    const fields = {
      startsAt: to.startsAt.toISOString(),
      endsAt: to.endsAt.toISOString(),
      seenStartsAt: session.startsAt.toISOString(),
      seenEndsAt: session.endsAt.toISOString(),
      ...swap,
    };
    void submit(fields, { method: "post", action: `${action}/slot` });
  }, [submit, action, session, to, swap]);
  const isSettled = state === "idle" && answer !== undefined;
  useEffect(() => {
    if (isSettled) onAnswer(answer);
    // Once: when the answer is there and the calendar was read again.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [isSettled]);
  return null;
}
