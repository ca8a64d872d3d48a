import { studioDayOf } from "#app/lib/dates.ts";
import { readSort } from "#app/lib/keyset.ts";
import { needs } from "#app/tenancy/needs.server.ts";
import { sendList } from "#app/tenancy/send-list.server.ts";
import { studioContext } from "#app/tenancy/studio-context.server.ts";
import { filterOf, projectSorts } from "../project.ts";
import { projectsSheet } from "../projects-sheet.server.ts";
import { listProjects } from "../projects.server.ts";
import type { Route } from "./+types/export.ts";

export const middleware = [needs({ read: "projects.read" })];

/** What the list's filter finds, in its sort, as a file. */
export async function loader({ request, context, url }: Route.LoaderArgs) {
  const studio = context.get(studioContext);
  const { currency, timeZone, dayStartsAt } = await studio.preferences();
  const filter = filterOf(url.searchParams, studioDayOf(new Date(), timeZone, dayStartsAt));
  const sort = readSort(url.searchParams.get("sort"), projectSorts);
  return sendList({
    ...{ studio, request, url },
    sheetOf: (language) => projectsSheet(language, currency),
    page: (db, wish) => listProjects(db, filter, { sort, ...wish }),
  });
}
