import type { LiveChange } from "./live-change.ts";

/** `isReset`: more happened than can be told, and all is to be read again. */
export type LiveNews = { changes: LiveChange[]; isReset: boolean };

type Hears = {
  onNews: (news: LiveNews) => void;
  /** The stream has told all that was missed since the page was read. */
  onCurrent: () => void;
};

/** Twice as long as the server is ever silent: the connection is dead, and did not say so. */
const SILENCE_MS = 50_000;
/** A page out of sight lets go of its stream: of those a browser has few to a host. */
const HIDDEN_MS = 20_000;
const LONGEST_PAUSE_MS = 60_000;

/**
 * Follows a studio's stream from a cursor on, while the page is in sight, and goes on where it was
 * after whatever came between. In a browser.
 */
export function followStream(
  path: string,
  after: string,
  hears: Hears,
): { close: () => void; isOpen: () => boolean } {
  let cursor = after;
  let source: EventSource | undefined;
  let silence: number | undefined;
  let retry: number | undefined;
  let hiding: number | undefined;
  let failures = 0;
  let isCurrent = false;

  document.addEventListener("visibilitychange", look);
  window.addEventListener("pagehide", close);
  window.addEventListener("pageshow", look);
  look();
  return {
    close() {
      document.removeEventListener("visibilitychange", look);
      window.removeEventListener("pagehide", close);
      window.removeEventListener("pageshow", look);
      close();
    },
    /** Whether the server answers, as far as the stream tells. */
    isOpen: () => isCurrent && navigator.onLine,
  };

  function look(): void {
    window.clearTimeout(hiding);
    if (document.hidden) hiding = window.setTimeout(close, HIDDEN_MS);
    else open();
  }

  function open(): void {
    if (source) return;
    window.clearTimeout(retry);
    source = new EventSource(`${path}?${new URLSearchParams({ after: cursor }).toString()}`);
    source.addEventListener("beat", (event) => {
      heard(event);
      failures = 0;
      isCurrent = true;
      hears.onCurrent();
    });
    source.addEventListener("changes", (event: MessageEvent<string>) => {
      heard(event);
      hears.onNews({ changes: JSON.parse(event.data) as LiveChange[], isReset: false });
    });
    source.addEventListener("reset", (event) => {
      heard(event);
      hears.onNews({ changes: [], isReset: true });
    });
    // The browser would try by itself, at one pace, and give up where it is refused.
    source.addEventListener("error", tryAgain);
    listen();
  }

  function heard({ lastEventId }: MessageEvent): void {
    cursor = lastEventId;
    listen();
  }

  function listen(): void {
    window.clearTimeout(silence);
    silence = window.setTimeout(tryAgain, SILENCE_MS);
  }

  function tryAgain(): void {
    close();
    if (document.hidden) return;
    const pause = Math.min(500 * 2 ** failures, LONGEST_PAUSE_MS);
    failures += 1;
    retry = window.setTimeout(open, pause * (0.5 + Math.random()));
  }

  function close(): void {
    window.clearTimeout(silence);
    window.clearTimeout(retry);
    window.clearTimeout(hiding);
    source?.close();
    source = undefined;
    isCurrent = false;
  }
}
