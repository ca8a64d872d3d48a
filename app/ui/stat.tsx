import type { ReactNode } from "react";
import { Link } from "react-router";
import { cx } from "#app/lib/cx.ts";

interface StatProps {
  label: string;
  value: ReactNode;
  hint?: ReactNode;
  /** The list that the number counts. */
  href?: string;
}

export function Stat({ label, value, hint, href }: StatProps) {
  return (
    <div
      className={cx(
        "relative flex min-w-0 flex-1 basis-40 flex-col gap-0.5 px-4 py-3",
        href && "hover:bg-hover",
      )}
    >
      <dt className="truncate text-12 text-muted">
        {href ? (
          <Link
            to={href}
            prefetch="intent"
            className="outline-none after:absolute after:inset-0 focus-visible:after:outline-2 focus-visible:after:-outline-offset-2 focus-visible:after:outline-accent"
          >
            {label}
          </Link>
        ) : (
          label
        )}
      </dt>
      <dd className="text-20 font-semibold tabular-nums">{value}</dd>
      {hint && <dd className="text-12 text-muted">{hint}</dd>}
    </div>
  );
}

/** Some numbers side by side, parted by hairlines. */
export function StatRow({ children }: { children: ReactNode }) {
  return (
    <dl className="flex flex-wrap gap-px overflow-clip rounded-lg border border-line bg-line [&>*]:bg-surface [&>*]:hover:bg-surface [&>*:has(a)]:hover:bg-hover">
      {children}
    </dl>
  );
}
