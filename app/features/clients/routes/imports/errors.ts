import { i18nOf, languageOf } from "#app/i18n/i18n.server.ts";
import { found, foundId } from "#app/lib/found.ts";
import { streamOf } from "#app/lib/stream.server.ts";
import { needs } from "#app/tenancy/needs.server.ts";
import { studioContext } from "#app/tenancy/studio-context.server.ts";
import { findImport } from "../../imports/imports.server.ts";
import { wrongRowsFile } from "../../imports/wrong-rows.server.ts";
import type { Route } from "./+types/errors.ts";

export const middleware = [needs({ read: "clients.import" })];

/** The rows with errors as they stand in the file, with the reason of each, to be corrected and sent again. */
export async function loader({ request, params, context }: Route.LoaderArgs) {
  const id = foundId(params.importId);
  const studio = context.get(studioContext);
  const { header } = found(await studio.read((db) => findImport(db, id)));
  const language = languageOf(request);
  const name = `${i18nOf(language).t("imports:errors.file")}.csv`;
  return new Response(streamOf(wrongRowsFile(studio, id, { header, language })), {
    headers: {
      "Content-Type": "text/csv; charset=utf-8",
      "Content-Disposition": `attachment; filename="${name}"`,
    },
  });
}
