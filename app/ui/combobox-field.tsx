import { Combobox } from "@base-ui/react/combobox";
import { ChevronsUpDown, X } from "lucide-react";
import { useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { ariaOf, FieldFrame, type FieldProps } from "./field.tsx";
import type { TextualField } from "./fields.tsx";
import { FoundList, type FoundOption, useFoundOptions } from "./found-options.tsx";

interface ComboboxFieldProps extends FieldProps {
  field: TextualField;
  /** Answers `?q=` with `{ options: FoundOption[] }`, the best first. */
  source: string;
  /** The option whose value the field holds when the page opens. */
  selected?: FoundOption | null;
  placeholder?: string;
  /** Words beside what is typed where it may become new: the field then holds `new:<what is typed>`. */
  creates?: string;
  /** The first field of a dialog. */
  autoFocus?: boolean;
}

/** One of many, found on the server by what is typed. */
export function ComboboxField({
  field,
  source,
  selected,
  placeholder,
  creates,
  autoFocus,
  ...frame
}: ComboboxFieldProps) {
  const { t } = useTranslation();
  const found = useFoundOptions(source);
  const { isLoading, isEmpty, search, open } = found;
  const [typed, setTyped] = useState("");
  const options = creates ? withNew(found.options, typed.trim(), creates) : found.options;
  const [chosen, setChosen] = useState(selected ?? null);
  const bearer = useRef<HTMLInputElement>(null);
  const input = useRef<HTMLInputElement>(null);

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
        items={options}
        filter={null}
        value={chosen}
        onValueChange={choose}
        isItemEqualToValue={(a, b) => a.value === b.value}
        onInputValueChange={(text, { reason }) => {
          if (reason !== "input-change") return;
          setTyped(text);
          search(text);
        }}
        onOpenChange={(isOpen) => isOpen && open()}
        autoHighlight
      >
        <Combobox.InputGroup className="control control-line flex items-center gap-1">
          <Combobox.Input
            autoFocus={autoFocus}
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
        <FoundList isLoading={isLoading} isEmpty={isEmpty} />
      </Combobox.Root>
    </FieldFrame>
  );
}

/** What is typed stands last, unless something is called so. */
function withNew(options: readonly FoundOption[], typed: string, hint: string): FoundOption[] {
  const isThere = options.some(({ label }) => label.toLowerCase() === typed.toLowerCase());
  if (typed === "" || isThere) return [...options];
  return [...options, { value: `new:${typed}`, label: typed, hint }];
}
