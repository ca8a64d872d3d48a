import {
  type PointerEvent as ReactPointerEvent,
  useEffect,
  useEffectEvent,
  useRef,
  useState,
} from "react";
import { leadStages, type LeadStage } from "#app/features/clients/lead-stage.ts";
import type { ListedLead } from "./leads.server.ts";

/** So far a hand shakes when it presses, in pixels. */
const SLACK = 6;

interface Drag {
  lead: ListedLead;
  from: { x: number; y: number };
  /** Where it is; none until it has left its place. */
  at: { x: number; y: number } | null;
  over: LeadStage | null;
}

/** Cards that are dragged with a mouse or a pen from a column to another; a finger scrolls. Escape lets go. */
export function useCardDrag(onDrop: (lead: ListedLead, to: LeadStage) => void) {
  const [drag, setDrag] = useState<Drag | null>(null);
  // The press that ends a drag is none on the card's link.
  const wasDragged = useRef(false);

  const moved = useEffectEvent(({ clientX: x, clientY: y }: PointerEvent) => {
    if (!drag) return;
    const isAway = Math.hypot(x - drag.from.x, y - drag.from.y) > SLACK;
    if (!drag.at && !isAway) return;
    wasDragged.current = true;
    setDrag({ ...drag, at: { x, y }, over: stageAt(x, y) });
  });
  const dropped = useEffectEvent(() => {
    if (drag?.at && drag.over) onDrop(drag.lead, drag.over);
    setDrag(null);
  });
  const isPressed = drag !== null;
  useEffect(() => {
    if (!isPressed) return;
    const listening = new AbortController();
    const { signal } = listening;
    window.addEventListener("pointermove", (event) => moved(event), { signal });
    window.addEventListener("pointerup", () => dropped(), { signal });
    window.addEventListener("pointercancel", () => setDrag(null), { signal });
    window.addEventListener("keydown", ({ key }) => key === "Escape" && setDrag(null), { signal });
    return () => listening.abort();
  }, [isPressed]);

  return {
    dragged: drag?.at ? { lead: drag.lead, at: drag.at, over: drag.over } : null,
    press(event: ReactPointerEvent, lead: ListedLead) {
      wasDragged.current = false;
      if (event.button !== 0 || event.pointerType === "touch") return;
      if ((event.target as Element).closest("button")) return;
      setDrag({ lead, from: { x: event.clientX, y: event.clientY }, at: null, over: null });
    },
    /** For the card's clicks, before its link has them. */
    click(event: { preventDefault(): void; stopPropagation(): void }) {
      if (!wasDragged.current) return;
      event.preventDefault();
      event.stopPropagation();
    },
  };
}

function stageAt(x: number, y: number): LeadStage | null {
  const column = document.elementFromPoint(x, y)?.closest<HTMLElement>("[data-stage]");
  return leadStages.find((stage) => stage === column?.dataset.stage) ?? null;
}
