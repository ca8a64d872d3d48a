import { ChevronDown, Search, X } from "lucide-react";
import { useEffect, useRef, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { useSearchParams } from "react-router";
import { cx } from "#app/lib/cx.ts";
import type { Option } from "./fields.tsx";
import { Menu, MenuChoice } from "./menu.tsx";

export interface Filter {
  /** The name of its search parameter. */
  name: string;
  label: string;
  options: readonly Option[];
  /** The words of no choice, where they are not "all". */
  all?: string;
}

interface NamedField {
  /** The name of its search parameter. */
  name: string;
  label: string;
}

export interface FilterBarProps {
  filters?: readonly Filter[];
  /** The placeholder of the search field, which stands in `?q=`; none without it. */
  search?: string;
  /** Bounds by day, each kept under its name. */
  days?: readonly NamedField[];
  /** A value that is typed and matched whole. */
  text?: NamedField;
  /** At the end: a count, a view switch. */
  children?: ReactNode;
}

/** Search and filters of a list, kept in the URL, so that a filtered list can be linked to. */
export function FilterBar({ filters = [], search, days = [], text, children }: FilterBarProps) {
  const { t } = useTranslation();
  const [parameters, setParameter] = useFilterParameters();
  const all = [...filters, ...days, ...(text ? [text] : [])];
  const active = all.filter(({ name }) => parameters.has(name));
  return (
    <div className="mb-4 flex flex-wrap items-center gap-2">
      {search && <SearchInput label={search} />}
      {filters.map((filter) => (
        <FilterChip
          key={filter.name}
          filter={filter}
          value={parameters.get(filter.name) ?? ""}
          onChange={(value) => setParameter({ [filter.name]: value })}
        />
      ))}
      {days.map((day) => (
        <DayFilter key={day.name} {...day} />
      ))}
      {text && <SearchInput name={text.name} label={text.label} />}
      {active.length > 1 && (
        <button
          type="button"
          onClick={() => setParameter(Object.fromEntries(active.map(({ name }) => [name, ""])))}
          className="rounded-sm px-1 text-13 text-muted hover:text-ink pointer-coarse:min-h-11"
        >
          {t("table.clearFilters")}
        </button>
      )}
      {children && <div className="ml-auto flex items-center gap-2">{children}</div>}
    </div>
  );
}

interface FilterChipProps {
  filter: Filter;
  value: string;
  onChange: (value: string) => void;
}

function FilterChip({ filter, value, onChange }: FilterChipProps) {
  const { t } = useTranslation();
  // A value that is no longer offered still narrows the list, and must be seen and taken out.
  const chosen =
    filter.options.find((option) => option.value === value) ??
    (value ? { value, label: value } : undefined);
  const trigger = (
    <button
      type="button"
      className={cx(
        "flex h-8 items-center gap-1.5 px-2.5 text-13 hover:bg-hover data-popup-open:bg-hover pointer-coarse:h-11",
        chosen ? "rounded-l-md" : "rounded-md text-muted",
      )}
    >
      {chosen ? (
        <>
          <span className="text-muted">{filter.label}</span>
          <span className="font-medium">{chosen.label}</span>
        </>
      ) : (
        filter.label
      )}
      {!chosen && <ChevronDown className="size-3.5" aria-hidden />}
    </button>
  );
  return (
    <div
      className={cx(
        "flex items-center rounded-md border bg-surface",
        chosen ? "border-line-strong" : "border-dashed border-line-strong",
      )}
    >
      <Menu trigger={trigger}>
        <MenuChoice
          label={filter.label}
          value={value}
          options={[{ value: "", label: filter.all ?? t("all") }, ...filter.options]}
          onChange={onChange}
        />
      </Menu>
      {chosen && (
        <button
          type="button"
          aria-label={t("table.removeFilter", { label: filter.label })}
          onClick={() => onChange("")}
          className="grid h-8 w-7 place-items-center rounded-r-md border-l border-line text-muted hover:bg-hover hover:text-ink pointer-coarse:size-11"
        >
          <X className="size-3.5" aria-hidden />
        </button>
      )}
    </div>
  );
}

function DayFilter({ name, label }: NamedField) {
  const { value, input, write } = useTypedParameter(name);
  return (
    <label
      className={cx(
        "flex h-8 items-center gap-1.5 rounded-md border bg-surface pl-2.5 text-13 focus-within:outline-2 focus-within:outline-offset-2 focus-within:outline-accent hover:bg-hover pointer-coarse:h-11",
        value ? "border-line-strong" : "border-dashed border-line-strong text-muted",
      )}
    >
      <span className="text-muted">{label}</span>
      <input
        ref={input}
        type="date"
        // A year that is being typed passes through 0002 and 0020.
        min="1900-01-01"
        defaultValue={value}
        onChange={({ target }) => target.validity.valid && write(target.value)}
        className="h-full min-w-0 rounded-md bg-transparent pr-2 outline-none"
      />
    </label>
  );
}

/** Writes `?q=` a quarter of a second after the last key. */
export function SearchInput({ label, name = "q" }: { label: string; name?: string }) {
  const { value, input, write } = useTypedParameter(name);
  return (
    <div className="relative w-64 max-w-full max-md:w-full">
      <Search
        className="pointer-events-none absolute top-1/2 left-2.5 size-4 -translate-y-1/2 text-muted"
        aria-hidden
      />
      <input
        ref={input}
        type="search"
        aria-label={label}
        placeholder={label}
        defaultValue={value}
        onChange={({ target }) => write(target.value.trim())}
        className="control h-8 pl-8 text-13 pointer-coarse:h-11"
      />
    </div>
  );
}

/** Of a field without state of its own: what is typed stands in the URL a quarter of a second later. */
function useTypedParameter(name: string) {
  const [parameters, setParameter] = useFilterParameters();
  const value = parameters.get(name) ?? "";
  const input = useRef<HTMLInputElement>(null);
  const wait = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(wait.current), []);
  // The address may change under the field (back, a cleared filter), never under a person who types.
  useEffect(() => {
    if (input.current && input.current !== document.activeElement) input.current.value = value;
  }, [value]);
  const write = (typed: string) => {
    clearTimeout(wait.current);
    wait.current = setTimeout(() => setParameter({ [name]: typed }), 250);
  };
  return { value, input, write };
}

/** The address of a list, and how to change it: an empty value takes its name out. */
export function useFilterParameters() {
  const [parameters, setParameters] = useSearchParams();
  const set = (changes: Record<string, string>) =>
    setParameters(
      (before) => {
        const after = new URLSearchParams(before);
        after.delete("after");
        for (const [name, value] of Object.entries(changes)) {
          if (value) after.set(name, value);
          else after.delete(name);
        }
        return after;
      },
      { replace: true, preventScrollReset: true },
    );
  return [parameters, set] as const;
}
