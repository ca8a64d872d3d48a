import { ChevronDown, ChevronUp, GripVertical } from "lucide-react";
import { useEffect, useEffectEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { useFetcher } from "react-router";
import { IconButton } from "#app/ui/icon-button.tsx";
import { toast } from "#app/ui/toast.tsx";
import { moveTrack, placeTrack } from "./track.ts";
import type { Track } from "./tracks.server.ts";

interface Drag {
  id: string;
  ids: string[];
}

/**
 * The tracks in the order that is on its way to the server, or under the hand, until the loader has it.
 * `action` takes the ids of all tracks as `track`.
 */
export function useTrackOrder(tracks: readonly Track[], action: string) {
  const { t } = useTranslation("projects");
  const { submit, data } = useFetcher<{ ordered: boolean }>();
  const [drag, setDrag] = useState<Drag | null>(null);
  const [said, say] = useState("");
  // Held here and not read from the fetcher, which tells of it a render later: too late for a second press.
  const [sent, setSent] = useState<{ ids: string[]; over: readonly Track[] } | null>(null);
  const awaited = sent?.over === tracks ? sent.ids : undefined;
  const ids = drag?.ids ?? awaited ?? tracks.map((track) => track.id);
  const place = new Map(ids.map((id, at) => [id, at]));
  const rows = tracks.toSorted(
    (a, b) => (place.get(a.id) ?? ids.length) - (place.get(b.id) ?? ids.length),
  );

  function order(wanted: string[], id: string) {
    if (wanted.join() === rows.map((track) => track.id).join() && !drag) return;
    const body = new FormData();
    for (const track of wanted) body.append("track", track);
    setSent({ ids: wanted, over: tracks });
    void submit(body, { method: "post", action });
    const title = tracks.find((track) => track.id === id)?.title ?? "";
    say(t("tracks.moved", { title, place: wanted.indexOf(id) + 1, count: wanted.length }));
  }

  const moved = useEffectEvent((event: PointerEvent) => {
    const over = trackAt(event);
    if (!drag || over === undefined || over === drag.id) return;
    setDrag({ ...drag, ids: placeTrack(drag.ids, drag.id, drag.ids.indexOf(over)) });
  });
  const dropped = useEffectEvent(() => {
    if (drag) order(drag.ids, drag.id);
    setDrag(null);
  });
  const isDragged = drag !== null;
  // On the window: the row under the hand moves in the document and would lose the pointer.
  useEffect(() => {
    if (!isDragged) return;
    const listening = new AbortController();
    const { signal } = listening;
    window.addEventListener("pointermove", (event) => moved(event), { signal });
    window.addEventListener("pointerup", () => dropped(), { signal });
    window.addEventListener("pointercancel", () => setDrag(null), { signal });
    return () => listening.abort();
  }, [isDragged]);

  const refused = useEffectEvent(() => toast(t("tracks.orderStale")));
  useEffect(() => {
    if (data?.ordered === false) refused();
  }, [data]);

  return {
    rows,
    dragged: drag?.id,
    said,
    grab: (id: string) => setDrag({ id, ids }),
    step: (id: string, step: -1 | 1) => order(moveTrack(ids, id, step), id),
  };
}

function trackAt({ clientX, clientY }: PointerEvent) {
  const row = document.elementFromPoint(clientX, clientY)?.closest("tr");
  return row?.querySelector<HTMLElement>("[data-track]")?.dataset.track;
}

interface MoveTrackProps {
  track: Track;
  order: ReturnType<typeof useTrackOrder>;
}

/** Up and down by a press, anywhere by dragging. */
export function MoveTrack({ track: { id, title }, order }: MoveTrackProps) {
  const { t } = useTranslation("projects");
  return (
    <span data-track={id} className="-my-1.5 flex items-center justify-end">
      <IconButton
        label={t("tracks.up", { title })}
        className="focus-visible:z-1"
        icon={<ChevronUp />}
        disabled={order.rows[0]?.id === id}
        onClick={() => order.step(id, -1)}
      />
      <IconButton
        label={t("tracks.down", { title })}
        className="focus-visible:z-1"
        icon={<ChevronDown />}
        disabled={order.rows.at(-1)?.id === id}
        onClick={() => order.step(id, 1)}
      />
      <span
        title={t("tracks.drag")}
        onPointerDown={(event) => {
          if (event.button !== 0) return;
          event.preventDefault();
          order.grab(id);
        }}
        className="relative grid size-8 cursor-grab touch-none place-items-center text-faint hover:text-ink max-md:hidden"
      >
        <GripVertical className="size-4" aria-hidden />
      </span>
    </span>
  );
}
