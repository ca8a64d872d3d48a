import { useEffect, useEffectEvent, useRef, useState, type RefObject } from "react";
import type { CalendarSession } from "../session-lists.server.ts";
import type { StudioClock } from "../studio-day.ts";
import {
  type Draft,
  draftAt,
  instantIn,
  isChanged,
  type Lane,
  onDay,
  STEP_MINUTES,
} from "./draft.ts";

interface SlotDragOptions {
  /** The scrolling frame around the lanes. A lane bears `data-lane`, a block `data-session`, its ends `data-end`. */
  frame: RefObject<HTMLElement | null>;
  axis: "x" | "y" | "days";
  lanes: readonly Lane[];
  sessions: readonly CalendarSession[];
  clock: StudioClock;
  mayMove: (session: CalendarSession) => boolean;
  /** Whether a slot may be drawn on a lane. */
  mayDraw: (lane: Lane) => boolean;
  onDrop: (draft: Draft) => void;
}

type Grip = { origin: Draft; grabbed: number; lane: Lane; x: number; y: number };

/** A pointer that has moved less has pressed, not dragged. */
const SLACK_PX = 4;
/** A finger that rests so long takes hold; one that moves before scrolls. */
const HOLD_MS = 350;
const EDGE_PX = 36;

/**
 * Drags in a calendar, by mouse, pen or finger: a block to another time or lane, its ends, or a new slot
 * over free time. Nothing happens before the drop; Escape lets go.
 */
export function useSlotDrag(options: SlotDragOptions): Draft | null {
  const [draft, setDraft] = useState<Draft | null>(null);
  const grip = useRef<Grip | null>(null);
  const isDragging = useRef(false);
  const { frame } = options;

  const press = useEffectEvent((event: PointerEvent) => {
    if (event.button !== 0 || !event.isPrimary) return;
    const taken = grip.current ? null : gripAt(event, options);
    if (!taken) return;
    grip.current = taken;
    const isTouch = event.pointerType === "touch";
    const hold = isTouch ? setTimeout(take, HOLD_MS) : undefined;
    const following = new AbortController();
    const { signal } = following;
    let last = taken.origin;
    let scrolling = 0;

    function take() {
      isDragging.current = true;
      setDraft(last);
    }
    function letGo() {
      clearTimeout(hold);
      cancelAnimationFrame(scrolling);
      following.abort();
      grip.current = null;
      isDragging.current = false;
      setDraft(null);
    }
    function follow({ clientX, clientY }: { clientX: number; clientY: number }) {
      if (!grip.current) return;
      last = draftUnder({ clientX, clientY }, grip.current, options);
      setDraft(last);
      cancelAnimationFrame(scrolling);
      if (frame.current && scrollAtEdge(frame.current, clientX, clientY)) {
        scrolling = requestAnimationFrame(() => follow({ clientX, clientY }));
      }
    }

    addEventListener(
      "pointermove",
      (move) => {
        if (!isDragging.current) {
          const far = Math.hypot(move.clientX - taken.x, move.clientY - taken.y) > SLACK_PX;
          if (far && isTouch) letGo();
          if (!far || isTouch) return;
          take();
        }
        follow(move);
      },
      { signal },
    );
    addEventListener(
      "pointerup",
      (up) => {
        const dragged = isDragging.current;
        if (dragged) {
          follow(up);
          swallowClick();
        }
        letGo();
        if (dragged && isMeant(last, taken.origin)) options.onDrop(last);
      },
      { signal },
    );
    addEventListener("pointercancel", letGo, { signal });
    addEventListener("blur", letGo, { signal });
    addEventListener(
      "keydown",
      (key) => {
        if (key.key !== "Escape") return;
        key.preventDefault();
        if (isDragging.current) swallowClick();
        letGo();
      },
      { signal, capture: true },
    );
  });

  useEffect(() => {
    const element = frame.current;
    if (!element) return;
    const alive = new AbortController();
    const { signal } = alive;
    element.addEventListener("pointerdown", (event) => press(event), { signal });
    // A link would be dragged as one, and a finger would scroll or open the menu of a link.
    element.addEventListener("dragstart", (event) => event.preventDefault(), { signal });
    element.addEventListener(
      "touchmove",
      (event) => {
        if (isDragging.current) event.preventDefault();
      },
      { signal, passive: false },
    );
    element.addEventListener(
      "contextmenu",
      (event) => {
        if (isDragging.current) event.preventDefault();
      },
      { signal },
    );
    return () => alive.abort();
  }, [frame]);

  return draft;
}

/** What a pointer takes hold of: an end of a block, a block, or free time. */
function gripAt(event: PointerEvent, options: SlotDragOptions): Grip | null {
  const { clientX: x, clientY: y, target } = event;
  if (!(target instanceof Element)) return null;
  const lane = laneUnder(x, y, options.lanes);
  if (!lane) return null;
  const at = pointedAt(x, y, lane, options.axis, Math.round);
  const block = target.closest<HTMLElement>("[data-session]");
  if (block) {
    const session = options.sessions.find(({ id }) => id === block.dataset.session);
    if (!session || !options.mayMove(session)) return null;
    const { startsAt, endsAt } = session;
    const end = target.closest<HTMLElement>("[data-end]")?.dataset.end;
    const kind = end === "start" || end === "end" ? end : "move";
    const own = block.dataset.resource ?? lane.resourceId;
    const origin = { kind, sessionId: session.id, startsAt, endsAt, from: own, to: own } as const;
    return { origin, grabbed: at.getTime() - startsAt.getTime(), lane, x, y };
  }
  if (!options.mayDraw(lane) || options.axis === "days") return null;
  const startsAt = pointedAt(x, y, lane, options.axis, Math.floor);
  const endsAt = new Date(startsAt.getTime() + STEP_MINUTES * 60_000);
  const to = lane.resourceId;
  return {
    origin: { kind: "create", sessionId: null, startsAt, endsAt, from: to, to },
    ...{ grabbed: 0, lane, x, y },
  };
}

function draftUnder(
  { clientX, clientY }: { clientX: number; clientY: number },
  { origin, grabbed, lane: first }: Grip,
  { lanes, axis, clock }: SlotDragOptions,
): Draft {
  const under = laneUnder(clientX, clientY, lanes);
  // Only a move leaves the resource that it began on.
  const lane = under && (origin.kind === "move" || under.resourceId === origin.to) ? under : first;
  if (axis === "days") {
    if (!lane.day || !first.day) return origin;
    const to = lane.resourceId ?? origin.to;
    return { ...origin, to, ...onDay(origin, first.day, lane.day, clock.timeZone) };
  }
  const at = pointedAt(clientX, clientY, lane, axis, Math.round);
  return draftAt(origin, { at, grabbed, lane });
}

function laneUnder(x: number, y: number, lanes: readonly Lane[]): Lane | undefined {
  for (const element of document.elementsFromPoint(x, y)) {
    const key = element instanceof HTMLElement ? element.dataset.lane : undefined;
    if (key !== undefined) return lanes.find((lane) => lane.key === key);
  }
  return undefined;
}

function pointedAt(
  x: number,
  y: number,
  lane: Lane,
  axis: SlotDragOptions["axis"],
  round: (steps: number) => number,
): Date {
  const element = document.querySelector(`[data-lane="${CSS.escape(lane.key)}"]`);
  const box = element?.getBoundingClientRect();
  if (!box) return lane.span.from;
  const part = axis === "x" ? (x - box.left) / box.width : (y - box.top) / box.height;
  return instantIn(lane.span, part, round);
}

/** A drag that comes back to where it began is none; a drawn slot is meant once it was drawn. */
function isMeant(draft: Draft, origin: Draft): boolean {
  return draft.kind === "create" || isChanged(draft, origin);
}

function scrollAtEdge(frame: HTMLElement, x: number, y: number): boolean {
  const box = frame.getBoundingClientRect();
  const speed = (at: number, low: number, high: number) =>
    at < low + EDGE_PX ? -8 : at > high - EDGE_PX ? 8 : 0;
  const { scrollLeft, scrollTop } = frame;
  frame.scrollBy(speed(x, box.left, box.right), speed(y, box.top, box.bottom));
  return frame.scrollLeft !== scrollLeft || frame.scrollTop !== scrollTop;
}

/** The click that ends a drag opens nothing. */
function swallowClick() {
  const swallow = (event: Event) => {
    event.preventDefault();
    event.stopPropagation();
  };
  addEventListener("click", swallow, { capture: true, once: true });
  setTimeout(() => removeEventListener("click", swallow, { capture: true }), 0);
}
