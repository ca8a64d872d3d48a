import { X } from "lucide-react";
import { useId, useState } from "react";
import { useTranslation } from "react-i18next";
import { type AnyField, ariaOf, FieldFrame, type FieldProps } from "./field.tsx";

interface WordsFieldProps extends FieldProps {
  field: AnyField;
  /** Those that the field holds when the page opens. */
  selected: readonly string[];
  /** Offered while one types; any other word is taken too. */
  suggestions?: readonly string[];
  placeholder?: string;
}

/** Words of one's own; Enter or a comma ends one. Each is an input of the field's name. */
export function WordsField({
  field,
  selected,
  suggestions = [],
  placeholder,
  ...frame
}: WordsFieldProps) {
  const { t } = useTranslation();
  const [chosen, setChosen] = useState(selected);
  const [typed, setTyped] = useState("");
  const list = useId();

  function take(text: string) {
    const added = text
      .split(/[,;\n]/)
      .map((word) => word.trim())
      .filter(Boolean);
    setChosen((before) => [...new Set([...before, ...added])]);
    setTyped("");
  }

  return (
    <FieldFrame field={field} {...frame}>
      <div className="control flex h-auto min-h-9 flex-wrap items-center gap-1.5 py-1">
        {chosen.map((word) => (
          <span
            key={word}
            className="flex items-center rounded-sm bg-hover pl-2 text-13 pointer-coarse:min-h-11"
          >
            {word}
            <button
              type="button"
              aria-label={`${t("remove")} ${word}`}
              onClick={() => setChosen((before) => before.filter((it) => it !== word))}
              className="grid size-6 place-items-center rounded-sm text-muted hover:text-ink pointer-coarse:size-11"
            >
              <X className="size-3.5" aria-hidden />
            </button>
            <input type="hidden" name={field.name} value={word} />
          </span>
        ))}
        <input
          id={field.id}
          {...ariaOf(field, frame.help)}
          list={list}
          value={typed}
          placeholder={chosen.length === 0 ? placeholder : undefined}
          onChange={({ currentTarget: { value } }) =>
            /[,;]/.test(value) ? take(value) : setTyped(value)
          }
          onKeyDown={(event) => {
            if (event.key === "Enter" && typed.trim()) {
              event.preventDefault();
              take(typed);
            }
            if (event.key === "Backspace" && typed === "") {
              setChosen((before) => before.slice(0, -1));
            }
          }}
          onBlur={() => typed.trim() && take(typed)}
          className="h-7 min-w-24 flex-1 bg-transparent outline-none"
        />
        <datalist id={list}>
          {suggestions
            .filter((word) => !chosen.includes(word))
            .map((word) => (
              <option key={word}>{word}</option>
            ))}
        </datalist>
      </div>
    </FieldFrame>
  );
}
