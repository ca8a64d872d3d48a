import { readSort } from "#app/lib/keyset.ts";
import { needs } from "#app/tenancy/needs.server.ts";
import { sendList } from "#app/tenancy/send-list.server.ts";
import { studioContext } from "#app/tenancy/studio-context.server.ts";
import { peopleSheet } from "../people-sheet.server.ts";
import { listPeople } from "../people.server.ts";
import { filterOf, personSorts } from "../person.ts";
import type { Route } from "./+types/export.ts";

export const middleware = [needs({ read: "people.read" })];

/** What the list's filter finds, in its sort, as a file. */
export async function loader({ request, context, url }: Route.LoaderArgs) {
  const studio = context.get(studioContext);
  const { timeZone } = await studio.preferences();
  const filter = filterOf(url.searchParams);
  const sort = readSort(url.searchParams.get("sort"), personSorts);
  const now = new Date();
  return sendList({
    ...{ studio, request, url },
    sheetOf: (language) => peopleSheet(language, timeZone),
    page: (db, wish) => listPeople(db, filter, now, { sort, ...wish }),
  });
}
