import { needs } from "#app/tenancy/needs.server.ts";
import { studioContext } from "#app/tenancy/studio-context.server.ts";
import { listEquipmentOptions } from "../equipment.server.ts";
import type { Route } from "./+types/options.ts";

export const middleware = [needs({ read: "equipment.read" })];

export async function loader({ context, url }: Route.LoaderArgs) {
  const typed = url.searchParams.get("q") ?? "";
  const found = await context.get(studioContext).read((db) => listEquipmentOptions(db, typed));
  return {
    options: found.map(({ value, label, maker, serialNumber }) => ({
      value,
      label,
      hint: [maker, serialNumber].filter(Boolean).join(" · "),
    })),
  };
}
