import { useEffect, useEffectEvent, useState, type RefObject } from "react";
import type { CalendarSession } from "../session-lists.server.ts";
import { type Draft, isChanged, onDay, stepped } from "./draft.ts";
import { addDays, dayOf } from "#app/lib/dates.ts";

interface SlotKeysOptions {
  frame: RefObject<HTMLElement | null>;
  sessions: readonly CalendarSession[];
  /** What an arrow across the time axis leads to: resources in their order, or days. */
  across: readonly string[] | "days";
  /** The arrows along the time axis. */
  along: "x" | "y";
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
  const [back, on] = options.along === "y" ? ["ArrowUp", "ArrowDown"] : ["ArrowLeft", "ArrowRight"];
  const along = event.key === back ? -1 : event.key === on ? 1 : 0;
  if (along !== 0 && event.altKey) return stepped(draft, { grow: along });
  if (!event.shiftKey) return undefined;
  if (along !== 0) return stepped(draft, { move: along });
  const [before, after] =
    options.along === "y" ? ["ArrowLeft", "ArrowRight"] : ["ArrowUp", "ArrowDown"];
  const step = event.key === before ? -1 : event.key === after ? 1 : 0;
  if (step === 0) return undefined;
  const { across, timeZone } = options;
  if (across === "days") {
    const day = dayOf(draft.startsAt, timeZone);
    return { ...draft, ...onDay(draft, day, addDays(day, step), timeZone) };
  }
  const to = across[across.indexOf(draft.to ?? "") + step];
  return to === undefined ? draft : { ...draft, to };
}
