import { useId, type ReactNode } from "react";
import { cx } from "#app/lib/cx.ts";

interface CardProps {
  title?: string;
  actions?: ReactNode;
  /** Content that brings its own edges: a list, a table. */
  flush?: boolean;
  children: ReactNode;
}

/** A panel with a hairline around one subject. */
export function Card({ title, actions, flush, children }: CardProps) {
  const id = useId();
  return (
    <section
      aria-labelledby={title && id}
      className="overflow-clip rounded-lg border border-line bg-surface"
    >
      {title && (
        <div className="flex min-h-11 items-center justify-between gap-4 border-b border-line px-4">
          <h2 id={id} className="text-13 font-semibold">
            {title}
          </h2>
          {actions && <div className="-mr-2 flex items-center gap-1">{actions}</div>}
        </div>
      )}
      <div className={cx(!flush && "p-4")}>{children}</div>
    </section>
  );
}

interface SectionProps {
  title: string;
  text?: ReactNode;
  actions?: ReactNode;
  children: ReactNode;
}

/** A part of a page under a heading, without a panel. */
export function Section({ title, text, actions, children }: SectionProps) {
  const id = useId();
  return (
    <section aria-labelledby={id} className="mt-8 first:mt-0">
      <div className="mb-3 flex items-end justify-between gap-4">
        <div className="flex flex-col gap-0.5">
          <h2 id={id} className="text-14 font-semibold">
            {title}
          </h2>
          {text && <p className="text-13 text-muted">{text}</p>}
        </div>
        {actions && <div className="flex items-center gap-2">{actions}</div>}
      </div>
      {children}
    </section>
  );
}
