import type { LucideIcon } from "lucide-react";
import type { ReactNode } from "react";

interface EmptyStateProps {
  icon?: LucideIcon;
  title: string;
  /** What belongs here. */
  text?: ReactNode;
  /** The one action that fills it. */
  action?: ReactNode;
}

export function EmptyState({ icon: Icon, title, text, action }: EmptyStateProps) {
  return (
    <div className="flex flex-col items-center gap-1 rounded-lg border border-dashed border-line-strong px-6 py-12 text-center">
      {Icon && (
        <span className="mb-3 grid size-10 place-items-center rounded-full bg-sunken text-muted">
          <Icon className="size-5" strokeWidth={1.5} aria-hidden />
        </span>
      )}
      <h2 className="text-14 font-semibold">{title}</h2>
      {text && <p className="max-w-md text-13 text-balance text-muted">{text}</p>}
      {action && <div className="mt-4">{action}</div>}
    </div>
  );
}
