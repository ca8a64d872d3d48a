import {
  getInputProps,
  getSelectProps,
  getTextareaProps,
  type FieldMetadata,
} from "@conform-to/react";
import { ChevronDown } from "lucide-react";
import type { ReactNode } from "react";
import { cx } from "#app/lib/cx.ts";
import { described, FieldFrame, FieldNotes, type FieldProps } from "./field.tsx";

/** Conform's metadata, from `fields.name`. */
export type TextualField = FieldMetadata<
  string | number | null | undefined,
  Record<string, unknown>,
  string[]
>;
export type BooleanField = FieldMetadata<boolean | undefined, Record<string, unknown>, string[]>;

interface InputFieldProps extends FieldProps {
  field: TextualField;
  placeholder?: string;
  autoComplete?: string;
  autoFocus?: boolean;
  /** Asked for whenever it is shown, though the schema lets it out: it is not called optional. */
  needed?: boolean;
}

interface TextFieldProps extends InputFieldProps {
  type?: "text" | "email" | "password" | "tel" | "url" | "search";
  /** Words before or after what is typed: "https://", "BPM". */
  prefix?: ReactNode;
  suffix?: ReactNode;
  inputMode?: "text" | "numeric" | "decimal" | "email" | "tel" | "url";
  /** Codes, times and amounts. */
  mono?: boolean;
  align?: "start" | "end";
}

export function TextField({
  field,
  label,
  help,
  className,
  type = "text",
  prefix,
  suffix,
  mono,
  align,
  needed,
  ...input
}: TextFieldProps) {
  const { key, ...props } = getInputProps(field, { type, ...described(field, help) });
  return (
    <FieldFrame field={field} label={label} help={help} alwaysFilled={needed} className={className}>
      <div className="control control-line flex items-center gap-1.5">
        {prefix && <span className="shrink-0 text-muted">{prefix}</span>}
        <input
          key={key}
          {...props}
          {...input}
          className={cx(
            "h-full min-w-0 flex-1 bg-transparent outline-none",
            mono && "font-mono text-13",
            align === "end" && "text-right",
          )}
        />
        {suffix && <span className="shrink-0 text-muted">{suffix}</span>}
      </div>
    </FieldFrame>
  );
}

export function NumberField(props: Omit<TextFieldProps, "type" | "inputMode">) {
  return <TextField {...props} inputMode="decimal" />;
}

/** An amount as a person types it ("1 250,50"); `cents()` in #app/lib/money.ts reads it. */
export function MoneyField({ currency, ...props }: InputFieldProps & { currency: string }) {
  return <TextField {...props} inputMode="decimal" align="end" suffix={currency} />;
}

export function DateField({ field, label, help, className, needed, ...input }: InputFieldProps) {
  const { key, ...props } = getInputProps(field, { type: "date", ...described(field, help) });
  return (
    <FieldFrame field={field} label={label} help={help} alwaysFilled={needed} className={className}>
      <input key={key} {...props} {...input} className="control control-line" />
    </FieldFrame>
  );
}

/** A time of day; `step` in minutes (15). */
export function TimeField({
  field,
  label,
  help,
  className,
  step = 15,
  ...input
}: Omit<InputFieldProps, "needed"> & { step?: number }) {
  const { key, ...props } = getInputProps(field, { type: "time", ...described(field, help) });
  return (
    <FieldFrame field={field} label={label} help={help} className={className}>
      <input key={key} {...props} {...input} step={step * 60} className="control control-line" />
    </FieldFrame>
  );
}

export function TextareaField({
  field,
  label,
  help,
  className,
  rows = 4,
  needed,
  ...input
}: InputFieldProps & { rows?: number }) {
  const { key, ...props } = getTextareaProps(field, described(field, help));
  return (
    <FieldFrame field={field} label={label} help={help} alwaysFilled={needed} className={className}>
      <textarea
        key={key}
        {...props}
        {...input}
        rows={rows}
        // One that grows with its content heeds no rows.
        style={{ minHeight: `calc(${rows}lh + 1rem + 2px)` }}
        className="control field-sizing-content py-2"
      />
    </FieldFrame>
  );
}

export interface Option {
  value: string;
  label: string;
}

interface SelectFieldProps extends FieldProps {
  field: TextualField;
  options: readonly Option[];
  /** The words of "nothing chosen"; without them the first option is chosen. */
  placeholder?: string;
}

export function SelectField({
  field,
  label,
  help,
  className,
  options,
  placeholder,
}: SelectFieldProps) {
  const { key, ...props } = getSelectProps(field, described(field, help));
  return (
    <FieldFrame
      field={field}
      label={label}
      help={help}
      alwaysFilled={placeholder === undefined}
      className={className}
    >
      <div className="relative">
        <select key={key} {...props} className="control control-line appearance-none pr-8">
          {placeholder !== undefined && <option value="">{placeholder}</option>}
          {options.map((option) => (
            <option key={option.value} value={option.value}>
              {option.label}
            </option>
          ))}
        </select>
        <ChevronDown
          className="pointer-events-none absolute top-1/2 right-2.5 size-4 -translate-y-1/2 text-muted"
          aria-hidden
        />
      </div>
    </FieldFrame>
  );
}

interface CheckboxFieldProps extends FieldProps {
  field: BooleanField;
}

export function CheckboxField({ field, label, help, className }: CheckboxFieldProps) {
  const { key, ...props } = getInputProps(field, { type: "checkbox", ...described(field, help) });
  return (
    <div className={cx("flex flex-col gap-1", className)}>
      <label className="flex min-h-6 items-center gap-2 text-14 pointer-coarse:min-h-11">
        <input key={key} {...props} className="size-4 shrink-0" />
        {label}
      </label>
      <div className="flex flex-col gap-1 pl-6 empty:hidden">
        <FieldNotes field={field} help={help} />
      </div>
    </div>
  );
}
