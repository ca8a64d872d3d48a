import { languageOf } from "#app/i18n/i18n.server.ts";
import { isLanguage } from "#app/i18n/i18n.ts";
import { found, foundId } from "#app/lib/found.ts";
import { needs } from "#app/tenancy/needs.server.ts";
import { studioContext } from "#app/tenancy/studio-context.server.ts";
import { fileName } from "../call-sheet.ts";
import { callSheetPdf } from "../call-sheet-pdf.server.ts";
import { findCallSheet } from "../call-sheet.server.ts";
import type { Route } from "./+types/call-sheet-pdf.ts";

export const middleware = [needs({ read: "sessions.read" })];

/** The call sheet on A4, in the reader's language or the one that `?lang=` says. */
export async function loader({ request, url, params, context }: Route.LoaderArgs) {
  const studio = context.get(studioContext);
  const id = foundId(params.sessionId);
  const sheet = found(await studio.read((db) => findCallSheet(db, id)));
  const { timeZone } = await studio.preferences();
  const wished = url.searchParams.get("lang");
  const language = isLanguage(wished) ? wished : languageOf(request);
  const pdf = await callSheetPdf(sheet, { language, timeZone, studioName: studio.name });
  const name = fileName(sheet, { language, timeZone });
  return new Response(Buffer.from(pdf), {
    headers: {
      "Content-Type": "application/pdf",
      "Content-Disposition": `inline; filename="${name}"`,
      "Cache-Control": "private, no-cache",
    },
  });
}
