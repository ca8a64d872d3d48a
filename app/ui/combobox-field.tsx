import { Combobox } from "@base-ui/react/combobox";
import { Check, ChevronsUpDown, X } from "lucide-react";
import { useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { useFetcher } from "react-router";
import { ariaOf, FieldFrame, type FieldProps } from "./field.tsx";
import type { Option, TextualField } from "./fields.tsx";

export interface FoundOption extends Option {
  /** What tells two of the same name apart. */
  hint?: string;
}

interface ComboboxFieldProps extends FieldProps {
  field: TextualField;
  /** Answers `?q=` with `{ options: FoundOption[] }`, the best first. */
  source: string;
  /** The option whose value the field holds when the page opens. */
  selected?: FoundOption | null;
  placeholder?: string;
}

/** One of many, found on the server by what is typed. */
export function ComboboxField({
  field,
  source,
  selected,
  placeholder,
  ...frame
}: ComboboxFieldProps) {
  const { t } = useTranslation();
  const { load, data, state } = useFetcher<{ options: FoundOption[] }>();
  const [chosen, setChosen] = useState(selected ?? null);
  const [query, setQuery] = useState<string | null>(null);
  const bearer = useRef<HTMLInputElement>(null);
  const input = useRef<HTMLInputElement>(null);
  useEffect(() => {
    if (query === null) return;
    const wait = setTimeout(() => void load(withQuery(source, query)), query ? 150 : 0);
    return () => clearTimeout(wait);
  }, [source, query, load]);

  function choose(option: FoundOption | null) {
    setChosen(option);
    if (!bearer.current) return;
    bearer.current.value = option?.value ?? "";
    bearer.current.dispatchEvent(new Event("input", { bubbles: true }));
  }

  return (
    <FieldFrame field={field} {...frame}>
      {/* Carries the value for the form; a form that sends the focus to its first error sends it on. */}
      <input
        key={field.key}
        ref={bearer}
        name={field.name}
        form={field.formId}
        defaultValue={field.defaultValue}
        tabIndex={-1}
        aria-hidden
        className="sr-only"
        onFocus={() => input.current?.focus()}
      />
      <Combobox.Root
        items={data?.options ?? []}
        filter={null}
        value={chosen}
        onValueChange={choose}
        isItemEqualToValue={(a, b) => a.value === b.value}
        onInputValueChange={(typed, { reason }) =>
          reason === "input-change" && setQuery(typed.trim())
        }
        onOpenChange={(open) => open && setQuery((before) => before ?? "")}
        autoHighlight
      >
        <Combobox.InputGroup className="control control-line flex items-center gap-1">
          <Combobox.Input
            ref={input}
            id={field.id}
            aria-label={frame.label} // The open list hides the rest of the page, its label included.
            aria-required={field.required}
            {...ariaOf(field, frame.help)}
            placeholder={placeholder}
            className="h-full min-w-0 flex-1 bg-transparent outline-none"
          />
          {chosen && (
            <Combobox.Clear
              aria-label={t("clear")}
              className="grid size-6 place-items-center rounded-sm text-muted hover:bg-hover"
            >
              <X className="size-4" aria-hidden />
            </Combobox.Clear>
          )}
          <Combobox.Trigger
            aria-label={frame.label}
            tabIndex={-1}
            className="grid size-6 place-items-center text-muted"
          >
            <ChevronsUpDown className="size-4" aria-hidden />
          </Combobox.Trigger>
        </Combobox.InputGroup>
        <Combobox.Portal>
          <Combobox.Positioner sideOffset={4} className="z-50 w-(--anchor-width) outline-none">
            <Combobox.Popup className="pop pop-panel max-h-[min(20rem,var(--available-height))] overflow-y-auto p-1">
              <Combobox.Status className="px-2 py-2 text-muted empty:hidden">
                {state === "idle" ? null : data ? null : t("loading")}
              </Combobox.Status>
              <Combobox.Empty className="px-2 py-2 text-muted empty:hidden">
                {data && state === "idle" ? t("noMatch") : null}
              </Combobox.Empty>
              <Combobox.List>
                {(option: FoundOption) => (
                  <Combobox.Item key={option.value} value={option} className="pop-item">
                    <span className="flex-1 truncate">{option.label}</span>
                    {option.hint && (
                      <span className="truncate text-12 text-muted">{option.hint}</span>
                    )}
                    <Combobox.ItemIndicator render={<Check aria-hidden />} />
                  </Combobox.Item>
                )}
              </Combobox.List>
            </Combobox.Popup>
          </Combobox.Positioner>
        </Combobox.Portal>
      </Combobox.Root>
    </FieldFrame>
  );
}

function withQuery(source: string, query: string) {
  return `${source}${source.includes("?") ? "&" : "?"}${new URLSearchParams({ q: query })}`;
}
