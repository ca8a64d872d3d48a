import { getInputProps } from "@conform-to/react";
import { Check } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { ariaOf, described, FieldFrame, FieldNotes, type FieldProps } from "./field.tsx";
import type { TextualField } from "./fields.tsx";

interface ColorFieldProps extends FieldProps {
  field: TextualField;
}

/** Any colour, as "#rrggbb": picked or typed. `onColor` is told of each, also of one that is half typed. */
export function ColorField({
  field,
  onColor,
  ...frame
}: ColorFieldProps & { onColor?: (color: string) => void }) {
  const { key, defaultValue, ...props } = getInputProps(field, {
    type: "text",
    ...described(field, frame.help),
  });
  const [color, setColor] = useState(defaultValue ?? "");
  const change = (next: string) => {
    setColor(next);
    onColor?.(next);
  };
  return (
    <FieldFrame field={field} {...frame}>
      <div className="control control-line flex items-center gap-2 pl-1.5">
        <input
          type="color"
          aria-label={frame.label}
          value={/^#[0-9a-f]{6}$/i.test(color) ? color : "#000000"}
          onChange={(event) => change(event.target.value)}
          className="size-6 shrink-0 cursor-pointer appearance-none overflow-hidden rounded-sm border border-line-strong [&::-moz-color-swatch]:border-0 [&::-webkit-color-swatch]:border-0 [&::-webkit-color-swatch-wrapper]:p-0"
        />
        <input
          key={key}
          {...props}
          value={color}
          onChange={(event) => change(event.target.value)}
          spellCheck={false}
          className="h-full min-w-0 flex-1 bg-transparent font-mono text-13 outline-none"
        />
      </div>
    </FieldFrame>
  );
}

export const swatches = ["1", "2", "3", "4", "5", "6", "7", "8", "9", "10", "11", "12"] as const;

/** One of the twelve colours of the palette, "1" to "12". */
export function SwatchField({ field, label, help, className }: ColorFieldProps) {
  const { t } = useTranslation();
  return (
    <fieldset className={className} {...ariaOf(field, help)}>
      <legend className="mb-1.5 text-13 font-medium">{label}</legend>
      <div className="flex flex-wrap gap-2 pointer-coarse:gap-3">
        {swatches.map((swatch) => (
          <label
            key={swatch}
            data-swatch={swatch}
            className="group relative grid size-7 place-items-center rounded-full swatch-edge has-checked:outline-2 has-checked:outline-offset-2 has-checked:outline-ink has-focus-visible:outline-2 has-focus-visible:outline-offset-2 has-focus-visible:outline-accent pointer-coarse:size-11"
          >
            <input
              type="radio"
              id={swatch === "1" ? field.id : undefined}
              name={field.name}
              form={field.formId}
              value={swatch}
              defaultChecked={field.defaultValue === swatch}
              aria-label={t("color.swatch", { number: swatch })}
              className="absolute inset-0 cursor-pointer appearance-none rounded-full outline-none"
            />
            <Check
              className="pointer-events-none hidden size-4 text-surface group-has-checked:block"
              aria-hidden
            />
          </label>
        ))}
      </div>
      <div className="mt-1.5 flex flex-col gap-1 empty:hidden">
        <FieldNotes field={field} help={help} />
      </div>
    </fieldset>
  );
}
