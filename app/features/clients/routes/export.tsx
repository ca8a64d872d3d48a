import { data } from "react-router";
import { studioDayOf } from "#app/lib/dates.ts";
import { readSort } from "#app/lib/keyset.ts";
import { languageOf } from "#app/i18n/i18n.server.ts";
import { needs } from "#app/tenancy/needs.server.ts";
import { sendFile } from "#app/tenancy/send-file.server.ts";
import { sendList } from "#app/tenancy/send-list.server.ts";
import { studioContext } from "#app/tenancy/studio-context.server.ts";
import { type CardFormat, cardFormats, writeCards } from "../card-file.server.ts";
import { clientSorts, filterOf } from "../client-filter.ts";
import { clientSheet } from "../client-sheet.server.ts";
import { listCustomFields } from "../custom-fields.server.ts";
import { listWholeClients, mostLines } from "../whole-clients.server.ts";
import type { Route } from "./+types/export.ts";

export const middleware = [needs({ read: "clients.export" })];

/** What the list's filter finds, in its sort, with everything: as CSV, Excel, vCards or jCards. */
export async function loader({ request, context, url }: Route.LoaderArgs) {
  const studio = context.get(studioContext);
  const filter = filterOf(url.searchParams);
  const sort = readSort(url.searchParams.get("sort"), clientSorts);
  const { timeZone, dayStartsAt } = await studio.preferences();
  const ending = /\.(\w+)$/.exec(url.pathname)?.[1] ?? "";
  if (isCards(ending)) {
    const today = studioDayOf(new Date(), timeZone, dayStartsAt);
    const pages = writeCards(ending, (wish) =>
      studio.read((db) => listWholeClients(db, filter, new Date(), { sort, ...wish })),
    );
    return sendFile(pages, { name: `clients ${today}.${ending}`, type: cardFormats[ending] });
  }
  if (!/^(csv|xlsx)$/.test(ending)) throw data(null, { status: 404 });
  const { fields, most } = await studio.read(async (db) => {
    const [own, lines] = await Promise.all([listCustomFields(db), mostLines(db, filter)]);
    return { fields: own, most: lines };
  });
  return sendList({
    ...{ studio, request, url },
    sheetOf: () => clientSheet({ language: languageOf(request), timeZone, fields, most }),
    page: (db, wish) => listWholeClients(db, filter, new Date(), { sort, ...wish }),
  });
}

function isCards(ending: string): ending is CardFormat {
  return Object.hasOwn(cardFormats, ending);
}
