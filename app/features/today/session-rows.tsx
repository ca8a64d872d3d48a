import type { ReactNode } from "react";
import { Link } from "react-router";
import { Swatch } from "#app/ui/avatar.tsx";

interface SessionRowProps {
  href: string;
  colour?: number;
  title: string;
  text: string;
  /** What can be done about it, in one press. */
  action?: ReactNode;
}

/** One line of a short list: what it is, what about it, and what to do. */
export function SessionRow({ href, colour, title, text, action }: SessionRowProps) {
  return (
    <li className="relative flex min-h-12 items-center gap-3 px-4 py-1.5 hover:bg-hover">
      {colour !== undefined && <Swatch color={colour} />}
      <span className="min-w-0 flex-1">
        <Link
          to={href}
          prefetch="intent"
          className="block truncate font-medium outline-none after:absolute after:inset-0 focus-visible:after:outline-2 focus-visible:after:-outline-offset-2 focus-visible:after:outline-accent"
        >
          {title}
        </Link>
        <span className="block truncate text-12 text-muted">{text}</span>
      </span>
      {action && <span className="relative">{action}</span>}
    </li>
  );
}

/** A short list, or the words for an empty one. */
export function SessionRows({ empty, children }: { empty?: string; children: ReactNode[] }) {
  if (children.length === 0) return <p className="p-4 text-13 text-muted">{empty}</p>;
  return <ul className="divide-y divide-line text-13">{children}</ul>;
}
