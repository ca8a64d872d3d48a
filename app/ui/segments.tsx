import { Link } from "react-router";
import { cx } from "#app/lib/cx.ts";

interface Segment {
  label: string;
  href: string;
  current: boolean;
}

/** The ways to see one thing, side by side. Each has its own address, so these are links. */
export function Segments({ label, segments }: { label: string; segments: readonly Segment[] }) {
  return (
    <nav
      aria-label={label}
      className="flex max-w-full overflow-x-auto rounded-md border border-line-strong bg-surface p-0.5"
    >
      {segments.map(({ label: text, href, current }) => (
        <Link
          key={text}
          to={href}
          prefetch="intent"
          aria-current={current ? "page" : undefined}
          className={cx(
            "flex h-6.5 shrink-0 items-center rounded-sm px-2.5 text-13 whitespace-nowrap pointer-coarse:h-10",
            current ? "bg-hover font-medium" : "text-muted hover:text-ink",
          )}
        >
          {text}
        </Link>
      ))}
    </nav>
  );
}
