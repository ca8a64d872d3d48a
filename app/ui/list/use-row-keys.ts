import { useEffect } from "react";
import { tinykeys } from "tinykeys";
import { isTyping } from "../shortcuts.tsx";

/**
 * j, k and the arrows move from row to row, j also into the page's first table; Enter follows the link,
 * x ticks the row, with shift all up to it.
 */
export function useRowKeys() {
  useEffect(() => {
    const move = (step: 1 | -1, enters: boolean) => (event: KeyboardEvent) => {
      if (isTyping(event.target)) return;
      const links = [...document.querySelectorAll<HTMLElement>("[data-row-link]")];
      const here = links.findIndex((link) => rowOf(link)?.contains(document.activeElement));
      const next = here === -1 && !enters ? undefined : links[here + step];
      if (!next || event.defaultPrevented) return;
      event.preventDefault();
      next.focus();
    };
    const tick = (event: KeyboardEvent) => {
      if (isTyping(event.target) || event.defaultPrevented) return;
      const box = rowOf(document.activeElement)?.querySelector("[data-row-box]");
      if (!box) return;
      event.preventDefault();
      const { shiftKey } = event;
      box.dispatchEvent(new MouseEvent("click", { bubbles: true, cancelable: true, shiftKey }));
    };
    return tinykeys(window, {
      j: move(1, true),
      k: move(-1, false),
      ArrowDown: move(1, false),
      ArrowUp: move(-1, false),
      x: tick,
      "Shift+X": tick,
    });
  }, []);
}

function rowOf(element: Element | null) {
  return element?.closest("tr");
}
