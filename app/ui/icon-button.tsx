import type { ComponentProps, ReactNode } from "react";
import { cx } from "#app/lib/cx.ts";
import { buttonClass, type ButtonVariant } from "./button.tsx";
import { Tooltip } from "./tooltip.tsx";

interface IconButtonProps extends Omit<ComponentProps<"button">, "children"> {
  /** What it does: its accessible name and its tooltip. */
  label: string;
  icon: ReactNode;
  variant?: ButtonVariant;
  shortcut?: string;
}

export function IconButton({
  label,
  icon,
  variant = "ghost",
  shortcut,
  className,
  ...props
}: IconButtonProps) {
  return (
    <Tooltip label={label} shortcut={shortcut}>
      <button
        type="button"
        {...props}
        aria-label={label}
        className={cx(
          buttonClass({ variant }),
          "w-8 px-0 pointer-coarse:w-11 pointer-coarse:px-0",
          className,
        )}
      >
        {icon}
      </button>
    </Tooltip>
  );
}
