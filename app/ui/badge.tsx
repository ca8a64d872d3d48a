import {
  CircleCheck,
  CircleAlert,
  CircleDashed,
  Info,
  Hourglass,
  OctagonAlert,
  type LucideIcon,
} from "lucide-react";
import { cx } from "#app/lib/cx.ts";

/** The five meanings that a colour may have, and none. */
export type Meaning = "neutral" | "info" | "good" | "warning" | "danger" | "hold";

const looks: Record<Meaning, { className: string; icon: LucideIcon }> = {
  neutral: { className: "border-line bg-sunken text-muted", icon: CircleDashed },
  info: { className: "border-info/25 bg-info-soft text-info-ink", icon: Info },
  good: { className: "border-good/25 bg-good-soft text-good-ink", icon: CircleCheck },
  warning: { className: "border-warning/30 bg-warning-soft text-warning-ink", icon: CircleAlert },
  danger: { className: "border-danger/25 bg-danger-soft text-danger-ink", icon: OctagonAlert },
  hold: {
    className: "hatched border-dashed border-hold/60 bg-hold-soft text-hold-ink",
    icon: Hourglass,
  },
};

interface BadgeProps {
  meaning?: Meaning;
  /** Replaces the meaning's own icon; null leaves it out where a word says it all. */
  icon?: LucideIcon | null;
  struck?: boolean;
  children: string;
}

/** A state in a word, an icon and a colour: the colour is never the only sign. */
export function Badge({ meaning = "neutral", icon, struck, children }: BadgeProps) {
  const look = looks[meaning];
  const Icon = icon === undefined ? look.icon : icon;
  return (
    <span
      className={cx(
        "inline-flex h-5 max-w-full items-center gap-1 rounded-sm border px-1.5 text-12 font-medium",
        look.className,
      )}
    >
      {Icon && <Icon className="size-3 shrink-0" aria-hidden />}
      <span className={cx("truncate", struck && "line-through")}>{children}</span>
    </span>
  );
}
