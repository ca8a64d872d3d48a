import { z } from "zod";
import { studioContext } from "#app/tenancy/studio-context.server.ts";
import { listProjectOptions } from "../projects.server.ts";
import { needs } from "#app/tenancy/needs.server.ts";
import type { Route } from "./+types/options.ts";

export const middleware = [needs({ read: "projects.read" })];

/** `?q=` finds by title and client; `?client=` leaves one client's. */
export async function loader({ context, url }: Route.LoaderArgs) {
  const typed = url.searchParams.get("q") ?? "";
  const client = url.searchParams.get("client");
  const clientId = z.uuid().safeParse(client).data;
  if (client && clientId === undefined) return { options: [] };
  const studio = context.get(studioContext);
  return { options: await studio.read((db) => listProjectOptions(db, typed, clientId)) };
}
