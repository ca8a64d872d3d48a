import { cx } from "#app/lib/cx.ts";

export function Kbd({ children, inverse }: { children: string; inverse?: boolean }) {
  return (
    <kbd
      className={cx(
        "inline-flex h-5 min-w-5 items-center justify-center rounded-sm border px-1 font-sans text-12",
        inverse
          ? "border-transparent bg-transparent opacity-70"
          : "border-line-strong bg-surface text-muted",
      )}
    >
      {children}
    </kbd>
  );
}
