import { cx } from "#app/lib/cx.ts";

interface AvatarProps {
  name: string;
  size?: "sm" | "md";
  /** A place or a thing, against a person. */
  square?: boolean;
}

/** Initials where there is no picture. Decoration: the name stands beside it. */
export function Avatar({ name, size = "md", square }: AvatarProps) {
  return (
    <span
      aria-hidden
      className={cx(
        "grid shrink-0 place-items-center font-semibold select-none",
        size === "sm" ? "size-6 text-12" : "size-7 text-12",
        square
          ? "rounded-md bg-accent text-on-accent"
          : "rounded-full bg-accent-soft text-accent-ink",
      )}
    >
      {initialsOf(name, square ? 1 : 2)}
    </span>
  );
}

function initialsOf(name: string, count: number) {
  const words = name.split(/[\s-]+/).filter(Boolean);
  const chosen = words.length > 1 && count > 1 ? [words[0], words.at(-1)] : words.slice(0, 1);
  return chosen.map((word) => word?.[0]?.toLocaleUpperCase() ?? "").join("");
}

/** A dot in one of the twelve colours. Decoration: the name stands beside it. */
export function Swatch({ color }: { color: number | string }) {
  return (
    <span
      aria-hidden
      data-swatch={color}
      className="inline-block size-2.5 shrink-0 rounded-full swatch-edge"
    />
  );
}
