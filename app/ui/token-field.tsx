import { Combobox } from "@base-ui/react/combobox";
import { Plus, X } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { type AnyField, ariaOf, FieldFrame, type FieldProps } from "./field.tsx";
import type { Option } from "./fields.tsx";
import { FoundList, type FoundOption, useFoundOptions } from "./found-options.tsx";

export interface Token extends FoundOption {
  /** Which of the choices it has. */
  choice?: string;
  /** May be taken more than once. */
  repeats?: boolean;
  /** Stands for these: whoever takes it has them in its place. */
  expandsTo?: readonly Token[];
}

interface TokenFieldProps extends FieldProps {
  field: AnyField;
  /** Answers `?q=` with `{ options: Token[] }`, the best first. */
  source: string;
  /** Those that the field holds when the page opens. */
  selected: readonly Token[];
  /** A choice that each has for itself; the form then has it as "<value>:<choice>". */
  choices?: { label: string; options: readonly Option[] };
  placeholder?: string;
}

/** Several of many, found on the server by what is typed; each is an input of the field's name. */
export function TokenField({
  field,
  source,
  selected,
  choices,
  placeholder,
  ...frame
}: TokenFieldProps) {
  const { t } = useTranslation();
  const [tokens, setTokens] = useState(selected);
  const found = useFoundOptions(source);
  const [typed, setTyped] = useState("");
  const first = choices?.options[0]?.value;

  function add(option: Token | null) {
    setTyped("");
    if (!option) return;
    setTokens((before) =>
      (option.expandsTo ?? [option]).reduce<readonly Token[]>(
        (all, it) =>
          !it.repeats && all.some(({ value }) => value === it.value) ? all : [...all, { ...it }],
        before,
      ),
    );
  }

  return (
    <FieldFrame field={field} {...frame}>
      {tokens.length > 0 && (
        <ul className="flex flex-col gap-1">
          {tokens.map((token, n) => (
            <li
              key={`${token.value} ${n}`}
              className="flex min-h-9 items-center gap-2 rounded-md border border-line bg-surface pr-1 pl-2.5 text-13"
            >
              <span className="min-w-0 flex-1 truncate">{token.label}</span>
              {choices ? (
                <select
                  aria-label={`${choices.label}, ${token.label}`}
                  value={token.choice ?? first}
                  onChange={({ currentTarget: { value: choice } }) =>
                    setTokens((before) =>
                      before.map((it) => (it.value === token.value ? { ...it, choice } : it)),
                    )
                  }
                  className="h-7 rounded-sm bg-transparent text-13 text-muted hover:bg-hover pointer-coarse:h-11"
                >
                  {choices.options.map(({ value, label }) => (
                    <option key={value} value={value}>
                      {label}
                    </option>
                  ))}
                </select>
              ) : (
                token.hint && <span className="truncate text-12 text-muted">{token.hint}</span>
              )}
              <button
                type="button"
                aria-label={`${t("remove")} ${token.label}`}
                onClick={() => setTokens((before) => before.filter((it) => it !== token))}
                className="grid size-7 place-items-center rounded-sm text-muted hover:bg-hover pointer-coarse:size-11"
              >
                <X className="size-4" aria-hidden />
              </button>
              <input
                type="hidden"
                name={field.name}
                value={choices ? `${token.value}:${token.choice ?? first}` : token.value}
              />
            </li>
          ))}
        </ul>
      )}
      <Combobox.Root
        items={found.options}
        filter={null}
        value={null}
        onValueChange={add}
        inputValue={typed}
        onInputValueChange={(text, { reason }) => {
          if (reason !== "input-change") return;
          setTyped(text);
          found.search(text);
        }}
        onOpenChange={(isOpen) => isOpen && found.open()}
        autoHighlight
      >
        <Combobox.InputGroup className="control control-line flex items-center gap-1.5">
          <Plus className="size-4 text-muted" aria-hidden />
          <Combobox.Input
            id={field.id}
            aria-label={frame.label} // The open list hides the rest of the page, its label included.
            {...ariaOf(field, frame.help)}
            placeholder={placeholder}
            className="h-full min-w-0 flex-1 bg-transparent outline-none"
          />
        </Combobox.InputGroup>
        <FoundList isLoading={found.isLoading} isEmpty={found.isEmpty} />
      </Combobox.Root>
    </FieldFrame>
  );
}
