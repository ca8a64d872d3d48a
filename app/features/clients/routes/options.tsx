import { studioContext } from "#app/tenancy/studio-context.server.ts";
import { listClientOptions } from "../client-lists.server.ts";
import { needs } from "#app/tenancy/needs.server.ts";
import type { Route } from "./+types/options.ts";

export const middleware = [needs({ read: "clients.read" })];

export async function loader({ context, url }: Route.LoaderArgs) {
  const typed = url.searchParams.get("q") ?? "";
  const found = await context.get(studioContext).read((db) => listClientOptions(db, typed));
  return { options: found.map(({ hint, ...option }) => ({ ...option, hint: hint ?? undefined })) };
}
