import { data } from "react-router";
import { z } from "zod";

/** Narrows once, at the edge: what is not there is a 404. */
export function found<T>(value: T | undefined | null): T {
  if (value === undefined || value === null) throw notFound();
  return value;
}

/** To be thrown: the same answer for what does not exist and for what is somebody else's. */
export function notFound() {
  return data(null, { status: 404 });
}

/** The id that an address holds. What is no id is nobody's: the same 404. */
export function foundId(text: string | undefined): string {
  return found(z.uuid().safeParse(text).data);
}
