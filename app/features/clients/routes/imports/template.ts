import { i18nOf } from "#app/i18n/i18n.server.ts";
import { notFound } from "#app/lib/found.ts";
import { streamOf } from "#app/lib/stream.server.ts";
import { needs } from "#app/tenancy/needs.server.ts";
import { studioContext } from "#app/tenancy/studio-context.server.ts";
import { templateFile } from "../../imports/template.server.ts";
import type { Route } from "./+types/template.ts";

export const middleware = [needs({ read: "clients.import" })];

/** An empty file with its header and two examples, in the studio's language. */
export async function loader({ url, context }: Route.LoaderArgs) {
  const { language } = await context.get(studioContext).preferences();
  const format = url.pathname.split(".").at(-1) ?? "";
  const file = templateFile(format, language);
  if (!file) throw notFound();
  const name = `${i18nOf(language).t("imports:template.file")}.${format}`;
  return new Response(streamOf(file.bytes), {
    headers: {
      "Content-Type": file.type,
      "Content-Disposition": `attachment; filename="${name}"`,
    },
  });
}
