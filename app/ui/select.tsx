import { ChevronDown } from "lucide-react";
import type { ComponentProps } from "react";
import { cx } from "#app/lib/cx.ts";

interface Option {
  value: string;
  label: string;
}

interface SelectProps extends Omit<ComponentProps<"select">, "children" | "aria-label"> {
  /** Its name: what a label beside it would say. */
  label: string;
  options?: readonly Option[];
  groups?: readonly { label: string; options: readonly Option[] }[];
}

/** A choice within a row or a bar, where there is no place for a label above. In a form: SelectField. */
export function Select({ label, options = [], groups = [], className, ...props }: SelectProps) {
  const optionOf = ({ value, label: text }: Option) => (
    <option key={value} value={value}>
      {text}
    </option>
  );
  return (
    <span className={cx("relative block", className)}>
      <select
        {...props}
        aria-label={label}
        className="control control-line appearance-none truncate pr-8"
      >
        {options.map(optionOf)}
        {groups.map((group) => (
          <optgroup key={group.label} label={group.label}>
            {group.options.map(optionOf)}
          </optgroup>
        ))}
      </select>
      <ChevronDown
        className="pointer-events-none absolute top-1/2 right-2.5 size-4 -translate-y-1/2 text-muted"
        aria-hidden
      />
    </span>
  );
}
