import { ChevronDown } from "lucide-react";
import { Badge, type Meaning } from "./badge.tsx";
import { Menu, MenuChoice } from "./menu.tsx";

interface StateMenuProps<Value extends string> {
  /** Whose state it is: the name of button and menu. */
  label: string;
  value: Value;
  options: readonly { value: Value; label: string; meaning: Meaning }[];
  onChange: (value: Value) => void;
}

/** A state's badge that opens to another choice; in a table it stands over the row's own link. */
export function StateMenu<Value extends string>({
  label,
  value,
  options,
  onChange,
}: StateMenuProps<Value>) {
  const current = options.find((option) => option.value === value);
  const trigger = (
    <button
      type="button"
      aria-label={current ? `${label}, ${current.label}` : label}
      className="group relative flex min-h-6 max-w-full items-center gap-0.5 rounded-sm pointer-coarse:min-h-11"
    >
      {current && <Badge meaning={current.meaning}>{current.label}</Badge>}
      <ChevronDown
        className="size-3.5 shrink-0 text-faint group-hover:text-ink group-data-popup-open:text-ink"
        aria-hidden
      />
    </button>
  );
  return (
    <Menu trigger={trigger}>
      <MenuChoice
        label={label}
        value={value}
        options={options}
        onChange={(chosen) => {
          const option = options.find((it) => it.value === chosen);
          if (option && option.value !== value) onChange(option.value);
        }}
      />
    </Menu>
  );
}
