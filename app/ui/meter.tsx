interface MeterProps {
  /** 0 to 1. */
  value: number;
  /** Says it in words, beside the bar: "3 of 12". */
  text: string;
}

/** How far something is, small enough for a row. */
export function Meter({ value, text }: MeterProps) {
  return (
    <span className="flex min-w-0 items-center gap-2">
      <span aria-hidden className="h-1 w-14 shrink-0 overflow-hidden rounded-full bg-hover">
        <span className="block h-full bg-accent" style={{ width: `${value * 100}%` }} />
      </span>
      <span className="truncate text-muted">{text}</span>
    </span>
  );
}
