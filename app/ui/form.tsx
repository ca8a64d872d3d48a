import { FormProvider, getFormProps, type FormMetadata } from "@conform-to/react";
import { createContext, useContext, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import {
  Form as RouterForm,
  useFormAction,
  useNavigation,
  type FetcherWithComponents,
  type FormProps as RouterFormProps,
} from "react-router";
import { cx } from "#app/lib/cx.ts";
import { Button, type ButtonSize, type ButtonVariant } from "./button.tsx";
import { useErrorText } from "./field.tsx";

const PendingContext = createContext(false);

interface FormProps<Schema extends Record<string, unknown>> extends Omit<
  RouterFormProps,
  "id" | "onSubmit" | "noValidate"
> {
  /** Conform's metadata, from useZodForm. */
  form: FormMetadata<Schema, string[]>;
  /** Submits without navigating, where the page stays (a dialog, a row). */
  fetcher?: FetcherWithComponents<unknown>;
  children: ReactNode;
}

/** One column of fields. What the whole form got wrong is said on top; Conform focuses the first field in error. */
export function Form<Schema extends Record<string, unknown>>({
  form,
  fetcher,
  method = "post",
  className,
  children,
  ...props
}: FormProps<Schema>) {
  const navigation = useNavigation();
  const action = useFormAction(props.action);
  const Tag = fetcher?.Form ?? RouterForm;
  const pending = fetcher
    ? fetcher.state !== "idle"
    : navigation.state !== "idle" && navigation.formAction === action;
  return (
    <FormProvider context={form.context}>
      <PendingContext value={pending}>
        <Tag
          {...props}
          {...getFormProps(form)}
          ref={keepIntents}
          method={method}
          className={cx("flex flex-col gap-5", className)}
        >
          <FormSummary form={form} />
          {children}
        </Tag>
      </PendingContext>
    </FormProvider>
  );
}

const INTENT = "__intent__";

/**
 * A field that is left is checked by Conform, by submitting the form with an intent. Where the form goes
 * away with its dialog at that moment nobody is there to take the intent up, and the browser would send it
 * to the server and show what that answers.
 */
function keepIntents(form: HTMLFormElement | null) {
  form?.addEventListener("submit", (event) => {
    const { submitter } = event;
    if (submitter instanceof HTMLButtonElement && submitter.name === INTENT) event.preventDefault();
  });
}

function FormSummary<Schema extends Record<string, unknown>>({
  form,
}: Pick<FormProps<Schema>, "form">) {
  const { t } = useTranslation();
  const errorText = useErrorText();
  const fieldsInError = Object.keys(form.allErrors).filter((name) => name !== "").length;
  if (!form.errors?.length && fieldsInError < 2) return null;
  return (
    <div
      id={form.errorId}
      role="alert"
      className="rounded-md border border-danger/40 bg-danger-soft px-3 py-2 text-13 text-danger-ink"
    >
      {form.errors?.length
        ? form.errors.map((error) => <p key={error}>{errorText(error)}</p>)
        : t("errors.summary", { count: fieldsInError })}
    </div>
  );
}

/** The buttons that end a form: the verb first, the way out after it. */
export function FormActions({ children }: { children: ReactNode }) {
  return <div className="flex flex-wrap items-center gap-2 pt-1">{children}</div>;
}

/**
 * What Enter presses, which is a form's first button: where lines can be added and removed, a form begins with
 * this one, or Enter would remove a line.
 */
export function EnterButton() {
  return <button type="submit" tabIndex={-1} aria-hidden className="sr-only" />;
}

interface SubmitButtonProps {
  variant?: ButtonVariant;
  size?: ButtonSize;
  name?: string;
  value?: string;
  className?: string;
  children: ReactNode;
}

/** Says the verb; pending while its form is under way. */
export function SubmitButton({ variant = "primary", ...props }: SubmitButtonProps) {
  return <Button {...props} type="submit" variant={variant} pending={useContext(PendingContext)} />;
}
