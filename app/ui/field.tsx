import type { FieldMetadata } from "@conform-to/react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { cx } from "#app/lib/cx.ts";
import { parseMessage } from "#app/i18n/form-errors.ts";

/** Conform's metadata of one field, whatever its type. */
export type AnyField = Pick<
  FieldMetadata<unknown, Record<string, unknown>, string[]>,
  "id" | "name" | "errorId" | "descriptionId" | "errors" | "required"
>;

/** What every field takes. */
export interface FieldProps {
  label: string;
  help?: ReactNode;
  className?: string;
}

/** Translates what a schema or an action reported. */
export function useErrorText() {
  const { i18n } = useTranslation();
  const translate = i18n.t as (key: string, values: object) => string; // A key that is data.
  return (error: string) => {
    const message = parseMessage(error);
    return message ? translate(message.key, message.values) : error;
  };
}

interface FieldFrameProps extends FieldProps {
  field: AnyField;
  /** Holds a value whatever one does (a list without an empty choice): it is never called optional. */
  alwaysFilled?: boolean;
  children: ReactNode;
}

/** Label above, help below, the error beside the field. */
export function FieldFrame(props: FieldFrameProps) {
  const { field, label, help, alwaysFilled, className, children } = props;
  const { t } = useTranslation();
  const isOptional = !field.required && !alwaysFilled;
  return (
    <div className={cx("flex min-w-0 flex-col gap-1.5", className)}>
      <label htmlFor={field.id} className="flex items-baseline gap-2 text-13 font-medium">
        {label}
        {isOptional && <span className="text-12 font-normal text-faint">{t("optional")}</span>}
      </label>
      {children}
      <FieldNotes field={field} help={help} />
    </div>
  );
}

export function FieldNotes({ field, help }: { field: AnyField; help?: ReactNode }) {
  const errorText = useErrorText();
  return (
    <>
      {field.errors?.length ? (
        <p id={field.errorId} className="text-13 text-danger-ink">
          {field.errors.map(errorText).join(" ")}
        </p>
      ) : null}
      {help && (
        <p id={field.descriptionId} className="text-12 text-muted">
          {help}
        </p>
      )}
    </>
  );
}

/** For Conform's get…Props: a field that has help is described by it. */
export function described(field: AnyField, help: ReactNode) {
  return help ? { ariaDescribedBy: field.descriptionId } : {};
}

/** What a control says of its field where Conform's get…Props do not fit. */
export function ariaOf(field: AnyField, help: ReactNode) {
  const failed = Boolean(field.errors?.length);
  const notes = [failed && field.errorId, help && field.descriptionId].filter(Boolean).join(" ");
  return { "aria-invalid": failed || undefined, "aria-describedby": notes || undefined };
}
