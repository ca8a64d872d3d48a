import { useId, useState } from "react";
import { cx } from "#app/lib/cx.ts";
import { type AnyField, FieldNotes, type FieldProps } from "./field.tsx";
import type { Option } from "./fields.tsx";

interface ChoicesFieldProps extends FieldProps {
  field: AnyField;
  options: readonly Option[];
  /** The values of those that are chosen when the page opens. */
  selected: readonly string[];
}

/** Several of a few, side by side; each that is chosen is an input of the field's name. */
export function ChoicesField({
  field,
  label,
  help,
  className,
  options,
  selected,
}: ChoicesFieldProps) {
  const [chosen, setChosen] = useState(selected);
  const id = useId();
  const notes = field.errors?.length ? field.errorId : help ? field.descriptionId : undefined;
  return (
    <fieldset
      aria-labelledby={id}
      aria-describedby={notes}
      className={cx("flex min-w-0 flex-col gap-1.5", className)}
    >
      <span id={id} className="text-13 font-medium">
        {label}
      </span>
      <div className="flex flex-wrap gap-x-4 gap-y-1">
        {options.map(({ value, label: text }) => (
          <label
            key={value}
            className="flex min-h-6 items-center gap-2 text-14 pointer-coarse:min-h-11"
          >
            <input
              type="checkbox"
              name={field.name}
              value={value}
              checked={chosen.includes(value)}
              onChange={({ currentTarget: { checked } }) =>
                setChosen((before) =>
                  checked ? [...before, value] : before.filter((it) => it !== value),
                )
              }
              className="size-4 shrink-0"
            />
            {text}
          </label>
        ))}
      </div>
      <FieldNotes field={field} help={help} />
    </fieldset>
  );
}
