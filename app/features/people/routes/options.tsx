import { i18nOf, languageOf } from "#app/i18n/i18n.server.ts";
import { needs } from "#app/tenancy/needs.server.ts";
import { studioContext } from "#app/tenancy/studio-context.server.ts";
import { listPersonOptions } from "../people.server.ts";
import type { Route } from "./+types/options.ts";

export const middleware = [needs({ read: "people.read" })];

export async function loader({ request, context, url }: Route.LoaderArgs) {
  const typed = url.searchParams.get("q") ?? "";
  const found = await context.get(studioContext).read((db) => listPersonOptions(db, typed));
  const { t } = i18nOf(languageOf(request));
  return {
    options: found.map(({ hint: trade, ...option }) => ({
      ...option,
      hint: t(`people:trades.${trade}`),
      // A field in which each has a role begins with it.
      choice: trade,
    })),
  };
}
