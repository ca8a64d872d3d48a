import { studioDayOf } from "#app/lib/dates.ts";
import { readSort } from "#app/lib/keyset.ts";
import { needs } from "#app/tenancy/needs.server.ts";
import { sendList } from "#app/tenancy/send-list.server.ts";
import { studioContext } from "#app/tenancy/studio-context.server.ts";
import { equipmentSheet } from "../equipment-sheet.server.ts";
import { listEquipment } from "../equipment.server.ts";
import { equipmentSorts, filterOf } from "../equipment.ts";
import { dueBy } from "../service.ts";
import type { Route } from "./+types/export.ts";

export const middleware = [needs({ read: "equipment.read" })];

/** What the list's filter finds, in its sort, as a file. */
export async function loader({ request, context, url }: Route.LoaderArgs) {
  const studio = context.get(studioContext);
  const { currency, timeZone, dayStartsAt } = await studio.preferences();
  const today = studioDayOf(new Date(), timeZone, dayStartsAt);
  const filter = filterOf(url.searchParams, dueBy(today));
  const sort = readSort(url.searchParams.get("sort"), equipmentSorts);
  return sendList({
    ...{ studio, request, url },
    sheetOf: (language) => equipmentSheet(language, currency),
    page: (db, wish) => listEquipment(db, filter, { sort, ...wish }),
  });
}
