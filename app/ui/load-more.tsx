import { useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { useFetcher, useFormAction } from "react-router";
import { Button } from "./button.tsx";

/** What a list's loader answers as `page`: some rows, and the cursor of the next ones or null at the end. */
export interface Page<Row> {
  rows: Row[];
  next: string | null;
}

/**
 * Appends pages to the loader's first one: the same route is asked again with `?after=<cursor>`, under the
 * filters that the URL has now. A new first page (a filter, a change) starts again. `source` is another
 * address that answers such pages, where a page has several lists.
 */
export function useKeysetPages<Row>(page: Page<Row>, source?: string) {
  const fetcher = useFetcher<{ page: Page<Row> }>();
  const action = useFormAction();
  const [state, setState] = useState(() => startOf(page, fetcher.data));
  let current = state;
  if (current.first !== page) {
    current = startOf(page, fetcher.data);
  } else if (fetcher.data && fetcher.data !== current.seen) {
    // Data that nobody asked for is a revalidation of a page that is here already.
    const pages = current.asked ? [...current.pages, fetcher.data.page] : current.pages;
    current = { ...current, pages, seen: fetcher.data, asked: false, began: false };
  } else if (current.asked && current.began !== (fetcher.state !== "idle")) {
    // Ended without an answer, as where a navigation breaks it off: it may be asked again.
    const began = fetcher.state !== "idle";
    current = { ...current, began, asked: began };
  }
  if (current !== state) setState(current);

  const next = current.pages.at(-1)?.next ?? null;
  // Asked is true at once, where the router tells of its loading in a later render.
  const loading = current.asked || fetcher.state !== "idle";
  return {
    rows: current.pages.flatMap((it) => it.rows),
    next,
    loading,
    more() {
      if (next === null || loading) return;
      const url = new URL(source ?? action, window.location.origin);
      for (const [name, value] of new URLSearchParams(window.location.search)) {
        if (!url.searchParams.has(name)) url.searchParams.append(name, value);
      }
      url.searchParams.set("after", next);
      setState({ ...current, asked: true });
      void fetcher.load(url.pathname + url.search);
    },
  };
}

interface Keyset<Row> {
  first: Page<Row>;
  pages: Page<Row>[];
  seen: { page: Page<Row> } | undefined;
  asked: boolean;
  /** Whether the router loads what was asked. */
  began: boolean;
}

function startOf<Row>(page: Page<Row>, seen: Keyset<Row>["seen"]): Keyset<Row> {
  return { first: page, pages: [page], seen, asked: false, began: false };
}

type KeysetPages<Row> = ReturnType<typeof useKeysetPages<Row>>;

/** A table's footer: loads the next page when it comes near, and by a press. */
export function LoadMore<Row>({ pages }: { pages: KeysetPages<Row> }) {
  const { t } = useTranslation();
  const mark = useRef<HTMLDivElement>(null);
  const { rows, next, loading, more } = pages;
  useEffect(() => {
    if (!mark.current || next === null || loading) return;
    const observer = new IntersectionObserver(([entry]) => entry?.isIntersecting && more(), {
      rootMargin: "600px",
    });
    observer.observe(mark.current);
    return () => observer.disconnect();
  });
  return (
    <div
      ref={mark}
      className="flex min-h-9 items-center justify-between gap-4 border-t border-line px-4 py-1 text-12 text-muted"
    >
      <span aria-live="polite">{t("table.loaded", { count: rows.length })}</span>
      {next === null ? (
        <span>{t("table.end")}</span>
      ) : (
        <Button size="sm" variant="ghost" pending={loading} onClick={more}>
          {t("table.loadMore")}
        </Button>
      )}
    </div>
  );
}
