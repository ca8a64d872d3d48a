import { data } from "react-router";
import { type Selection, selectionSchema } from "#app/lib/selection.ts";

/** The rows that a list's form names, and the form; undefined where it names none. */
export async function readSelection(
  request: Request,
): Promise<{ selection: Selection; form: FormData } | undefined> {
  const form = await request.formData();
  const parsed = selectionSchema.safeParse(Object.fromEntries(form));
  return parsed.success ? { selection: parsed.data, form } : undefined;
}

/** Answers a form that names no rows, or more than one form may. */
export function noSelection() {
  return data({ error: "common:list.tooMany" }, { status: 422 });
}
