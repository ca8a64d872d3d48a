import { data } from "react-router";
import type { StudioVisit } from "./studio-context.server.ts";

/** Throws the 403 where the person who asks is a member of the studio and not its owner. */
export function requireOwner(studio: Pick<StudioVisit, "role">): void {
  if (studio.role !== "owner") throw data(null, { status: 403 });
}
