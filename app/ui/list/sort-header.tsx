import { ArrowDown, ArrowUp } from "lucide-react";
import { Link, useSearchParams } from "react-router";
import { cx } from "#app/lib/cx.ts";

interface SortHeaderProps {
  /** The column's name in `?sort=`. */
  name: string;
  /** The sort in effect. */
  sort: string;
  align?: "start" | "end";
  children: string;
}

/** The head of a column that sorts: from the first, then from the last. */
export function SortHeader({ name, sort, align, children }: SortHeaderProps) {
  const [parameters] = useSearchParams();
  const to = new URLSearchParams(parameters);
  to.delete("after");
  to.set("sort", sort === name ? `-${name}` : name);
  const direction = directionOf(name, sort);
  const Arrow = direction === "descending" ? ArrowDown : ArrowUp;
  return (
    <Link
      to={{ search: to.toString() }}
      replace
      preventScrollReset
      className={cx(
        "group -mx-1 flex w-fit max-w-[calc(100%+0.5rem)] items-center gap-1 rounded-sm px-1 hover:text-ink pointer-coarse:min-h-11",
        align === "end" && "ml-auto flex-row-reverse",
        direction !== undefined && "text-ink",
      )}
    >
      <span className="truncate">{children}</span>
      <Arrow
        className={cx(
          "size-3 shrink-0",
          direction === undefined &&
            "opacity-0 group-hover:opacity-100 group-focus-visible:opacity-100",
        )}
        aria-hidden
      />
    </Link>
  );
}

/** For aria-sort; undefined where the list is sorted by something else. */
export function directionOf(name: string | undefined, sort: string | undefined) {
  if (name === undefined || sort === undefined) return undefined;
  if (sort === name) return "ascending";
  return sort === `-${name}` ? "descending" : undefined;
}
