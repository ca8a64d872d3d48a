import type { ReactNode } from "react";
import { Link } from "react-router";

interface TextLinkProps {
  /** An address of the app, or one that leaves it: `mailto:`, `tel:`. */
  to: string;
  children: ReactNode;
}

/** A link within text, or a value that leads somewhere. */
export function TextLink({ to, children }: TextLinkProps) {
  const look = "rounded-sm text-accent-ink underline-offset-2 hover:underline";
  if (/^[a-z]+:/.test(to)) {
    return (
      <a href={to} className={look}>
        {children}
      </a>
    );
  }
  return (
    <Link to={to} prefetch="intent" className={look}>
      {children}
    </Link>
  );
}
