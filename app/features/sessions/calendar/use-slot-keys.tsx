import { useEffect, useEffectEvent, useState, type RefObject } from "react";
import type { CalendarSession } from "../session-lists.server.ts";
import { type Draft, isChanged, onDay, stepped } from "./draft.ts";
import { addDays, dayOf } from "#app/lib/dates.ts";

interface SlotKeysOptions {
  frame: RefObject<HTMLElement | null>;
  sessions: readonly CalendarSession[];
  /** What an arrow across the time axis leads to: resources in their order, or days. */
  across: readonly string[] | "days";
  /** The arrows along the time axis; "days": to the right, by days. */
  along: "x" | "y" | "days";
  timeZone: string;
  mayMove: (session: CalendarSession) => boolean;
  onDrop: (draft: Draft) => void;
  onDialog: (session: CalendarSession) => void;
}

/**
 * The keyboard's way of a drag, on the block that has the focus: Shift and arrows move it, Alt and arrows
 * make it longer or shorter, Enter drops, Escape lets go; Space opens the dialog.
 */
export function useSlotKeys(options: SlotKeysOptions): Draft | null {
  const [draft, setDraft] = useState<Draft | null>(null);

  const press = useEffectEvent((event: KeyboardEvent) => {
    const { target } = event;
    const block = target instanceof Element ? target.closest<HTMLElement>("[data-session]") : null;
    const session = options.sessions.find(({ id }) => id === block?.dataset.session);
    if (!block || !session || !options.mayMove(session)) return;
    if (event.key === " ") {
      event.preventDefault();
      setDraft(null);
      options.onDialog(session);
      return;
    }
    if (event.key === "Escape" && draft) {
      event.preventDefault();
      setDraft(null);
      return;
    }
    if (event.key === "Enter" && draft) {
      event.preventDefault();
      if (isChanged(draft, session)) options.onDrop(draft);
      setDraft(null);
      return;
    }
    const own = block.dataset.resource ?? null;
    const { startsAt, endsAt } = session;
    const begun: Draft =
      draft?.sessionId === session.id
        ? draft
        : { kind: "move", sessionId: session.id, startsAt, endsAt, from: own, to: own };
    const next = nextDraft(event, begun, options);
    if (!next) return;
    event.preventDefault();
    setDraft(next);
  });

  const { frame } = options;
  useEffect(() => {
    const element = frame.current;
    if (!element) return;
    const alive = new AbortController();
    const { signal } = alive;
    element.addEventListener("keydown", (event) => press(event), { signal });
    element.addEventListener("focusout", () => setDraft(null), { signal });
    return () => alive.abort();
  }, [frame]);
  return draft;
}

function nextDraft(
  event: KeyboardEvent,
  draft: Draft,
  options: SlotKeysOptions,
): Draft | undefined {
  const { across, timeZone, along } = options;
  const [sideways, upright] = [
    stepOf(event.key, "ArrowLeft", "ArrowRight"),
    stepOf(event.key, "ArrowUp", "ArrowDown"),
  ];
  const [forth, step] = along === "y" ? [upright, sideways] : [sideways, upright];
  const byDays = (days: number) => {
    const day = dayOf(draft.startsAt, timeZone);
    return { ...draft, ...onDay(draft, day, addDays(day, days), timeZone) };
  };
  if (event.altKey) {
    const grow = along === "days" ? upright : forth;
    return grow === 0 ? undefined : stepped(draft, { grow });
  }
  if (!event.shiftKey) return undefined;
  if (forth !== 0) return along === "days" ? byDays(forth) : stepped(draft, { move: forth });
  if (step === 0) return undefined;
  if (across === "days") return byDays(step);
  const to = across[across.indexOf(draft.to ?? "") + step];
  return to === undefined ? draft : { ...draft, to };
}

function stepOf(key: string, back: string, on: string): -1 | 0 | 1 {
  if (key === back) return -1;
  return key === on ? 1 : 0;
}
