import { useEffect, type RefObject } from "react";
import type { CalendarProps } from "./calendar-props.tsx";
import type { Draft, Lane, ResourceKind } from "./draft.ts";
import type { ViewClash } from "./ghost.tsx";
import { useSlotDrag } from "./use-slot-drag.tsx";
import { useSlotKeys } from "./use-slot-keys.tsx";

interface DraftOptions {
  calendar: Pick<CalendarProps, "sessions" | "clock" | "moving">;
  frame: RefObject<HTMLElement | null>;
  lanes: readonly Lane[];
  /** How time runs; "days" where a step is a day: in a month, and on a board of days across. */
  axis: "x" | "y" | "days";
  /** What the arrows across time lead to: resources in their order, or days. */
  across: readonly string[] | "days";
  kind: ResourceKind;
  mayDraw?: (lane: Lane) => boolean;
}

/** The slot that is being moved or drawn, by the pointer or the keyboard, and what stands in its way. */
export function useDraft({ calendar, kind, axis, across, mayDraw, ...grid }: DraftOptions): {
  draft: Draft | null;
  clash: ViewClash;
} {
  const { sessions, clock, moving } = calendar;
  const shared = {
    ...grid,
    ...{ sessions, mayMove: moving.mayMove },
    onDrop: (draft: Draft) => moving.drop(draft, kind),
  };
  const dragged = useSlotDrag({
    ...shared,
    ...{ axis, clock },
    mayDraw: (lane) => moving.mayDraw && (mayDraw?.(lane) ?? false),
  });
  const typed = useSlotKeys({
    ...shared,
    ...{ across, along: alongOf(axis, across), timeZone: clock.timeZone },
    onDialog: moving.openDialog,
  });
  const draft = dragged ?? typed;
  const { hold } = moving;
  const isHeld = draft !== null;
  useEffect(() => hold(isHeld), [hold, isHeld]);
  return { draft, clash: draft ? moving.clashOf(draft, kind) : undefined };
}

/** A month has no axis of hours: there the arrows down and up are quarters of an hour. */
function alongOf(axis: DraftOptions["axis"], across: DraftOptions["across"]) {
  if (axis !== "days") return axis;
  return across === "days" ? ("y" as const) : ("days" as const);
}
