import { useForm, type DefaultValue, type SubmissionResult } from "@conform-to/react";
import { getZodConstraint, parseWithZod } from "@conform-to/zod/v4";
import { useId } from "react";
import type { z } from "zod";

interface ZodFormOptions<Input extends Record<string, unknown>> {
  /** What the action answered: `submission.reply()`, or nothing yet. */
  lastResult?: SubmissionResult<string[]> | null;
  defaultValue?: DefaultValue<Input>;
}

/**
 * A Conform form on one zod schema: checked when a field is left, checked again while it is corrected,
 * and by the same schema on the server. Returns Conform's `[form, fields]`.
 */
export function useZodForm<Input extends Record<string, unknown>, Output>(
  schema: z.ZodType<Output, Input>,
  { lastResult, defaultValue }: ZodFormOptions<Input> = {},
) {
  return useForm<Input, Output>({
    id: useId(),
    lastResult,
    defaultValue,
    constraint: getZodConstraint(schema),
    shouldValidate: "onBlur",
    shouldRevalidate: "onInput",
    onValidate: ({ formData }) => parseWithZod(formData, { schema }),
  });
}
