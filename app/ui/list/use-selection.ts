import { useEffect, useEffectEvent, useRef, useState } from "react";
import { useSearchParams } from "react-router";
import { tinykeys } from "tinykeys";
import { filterTextOf } from "#app/lib/list-address.ts";
import { isTyping } from "../shortcuts.tsx";

interface Chosen {
  /** The filter under which it was chosen: another one begins anew. */
  filter: string;
  /** All that the filter finds, loaded or not. */
  all: boolean;
  ids: ReadonlySet<string>;
  /** Whether they were ticked as all that is loaded: whoever does that may mean all there is. */
  asLoaded: boolean;
}

/** Rows that were ticked, to do one thing with all of them. */
export type Selection = ReturnType<typeof useSelection>;

/** Of a list's loaded rows by their ids, in their order; `total` is how many its filter finds. */
export function useSelection(rowIds: readonly string[], total: number) {
  const [parameters] = useSearchParams();
  const filter = filterTextOf(parameters);
  const none: Chosen = { filter, all: false, ids: new Set(), asLoaded: false };
  const [state, setState] = useState(none);
  const chosen = state.filter === filter ? state : none;
  const lastTicked = useRef<string>(undefined);
  const { all, ids } = chosen;
  const has = (id: string) => all || ids.has(id);
  const choose = (next: Iterable<string>, asLoaded = false) =>
    setState({ filter, all: false, ids: new Set(next), asLoaded });
  const clear = () => setState(none);
  const isLoaded = rowIds.length > 0 && rowIds.every(has);

  const clearByKey = useEffectEvent((event: KeyboardEvent) => {
    if (!isTyping(event.target) && !event.defaultPrevented) clear();
  });
  const isEmpty = !all && ids.size === 0;
  useEffect(() => {
    if (!isEmpty) return tinykeys(window, { Escape: (event) => clearByKey(event) });
  }, [isEmpty]);

  return {
    count: all ? total : ids.size,
    total,
    /** Whether to offer all that the filter finds. */
    offersAll: chosen.asLoaded && total > ids.size,
    has,
    /** Of the loaded rows. */
    ticked: isLoaded ? ("all" as const) : isEmpty ? ("none" as const) : ("some" as const),
    /** Ticks a row or unticks it; with `range` all between it and the one before does as it does. */
    toggle(id: string, range = false) {
      const ticks = !has(id);
      const from = range ? rowIds.indexOf(lastTicked.current ?? id) : -1;
      const to = rowIds.indexOf(id);
      const touched = from === -1 ? [id] : rowIds.slice(Math.min(from, to), Math.max(from, to) + 1);
      lastTicked.current = id;
      const before = new Set(all ? rowIds : ids);
      for (const each of touched) {
        if (ticks) before.add(each);
        else before.delete(each);
      }
      choose(before);
    },
    toggleLoaded() {
      if (isLoaded) clear();
      else choose([...ids, ...rowIds], true);
    },
    chooseAll: () => setState({ ...none, all: true }),
    clear,
    /** What a form posts, for readSelection on the server. */
    values: (): Record<string, string> =>
      all ? { all: "1", filter } : { ids: [...ids].join(",") },
  };
}
