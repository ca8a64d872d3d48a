import type { ComponentProps, ReactNode } from "react";
import { Link, type LinkProps } from "react-router";
import { cx } from "#app/lib/cx.ts";

export type ButtonVariant = "primary" | "secondary" | "ghost" | "danger";
export type ButtonSize = "sm" | "md" | "lg";

interface Look {
  variant?: ButtonVariant;
  size?: ButtonSize;
  icon?: ReactNode;
}

const base =
  "relative inline-flex shrink-0 items-center justify-center gap-1.5 rounded-md border font-medium whitespace-nowrap select-none transition-colors duration-100 disabled:opacity-50 aria-disabled:opacity-50 [&_svg]:size-4 [&_svg]:shrink-0";

const variants: Record<ButtonVariant, string> = {
  primary:
    "border-transparent bg-accent text-on-accent enabled:hover:bg-accent-hover [a&]:hover:bg-accent-hover",
  secondary: "border-line-strong bg-surface text-ink hover:bg-hover data-popup-open:bg-hover",
  ghost:
    "border-transparent text-muted hover:bg-hover hover:text-ink data-popup-open:bg-hover data-popup-open:text-ink",
  danger: "border-transparent bg-danger-fill text-on-danger hover:opacity-90",
};

const sizes: Record<ButtonSize, string> = {
  sm: "h-7 px-2 text-13 pointer-coarse:h-11 pointer-coarse:px-3",
  md: "h-8 px-3 text-13 pointer-coarse:h-11 pointer-coarse:px-4",
  lg: "h-10 px-4 text-14 pointer-coarse:h-11",
};

/** The classes of a button, for the parts of other libraries that must look like one. */
export function buttonClass({ variant = "secondary", size = "md" }: Look = {}) {
  return cx(base, variants[variant], sizes[size]);
}

interface ButtonProps extends Look, ComponentProps<"button"> {
  /** Work is under way: the label stays for its width, the button tells it is busy and takes no second press. */
  pending?: boolean;
}

export function Button({
  variant,
  size,
  icon,
  pending,
  className,
  children,
  type = "button",
  ...props
}: ButtonProps) {
  return (
    <button
      {...props}
      type={type}
      disabled={props.disabled || pending}
      aria-busy={pending || undefined}
      className={cx(buttonClass({ variant, size }), className)}
    >
      {icon}
      {children}
      {pending && <span className="pending-line" aria-hidden />}
    </button>
  );
}

interface ButtonLinkProps extends Look, LinkProps {}

export function ButtonLink({
  variant,
  size,
  icon,
  className,
  children,
  ...props
}: ButtonLinkProps) {
  return (
    <Link prefetch="intent" {...props} className={cx(buttonClass({ variant, size }), className)}>
      {icon}
      {children}
    </Link>
  );
}
