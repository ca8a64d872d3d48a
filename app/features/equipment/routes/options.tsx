import { i18nOf, languageOf } from "#app/i18n/i18n.server.ts";
import { needs } from "#app/tenancy/needs.server.ts";
import { studioContext } from "#app/tenancy/studio-context.server.ts";
import { listClassOptions, listEquipmentOptions } from "../equipment.server.ts";
import { anyOfClass, modelOf } from "../equipment.ts";
import type { Route } from "./+types/options.ts";

export const middleware = [needs({ read: "equipment.read" })];

/** Units by what is typed; with `?classes` also "any of" the models of which there are several. */
export async function loader({ request, context, url: { searchParams } }: Route.LoaderArgs) {
  const typed = searchParams.get("q") ?? "";
  const { t } = i18nOf(languageOf(request));
  const [units, classes] = await context
    .get(studioContext)
    .read((db) =>
      Promise.all([
        listEquipmentOptions(db, typed),
        searchParams.has("classes") ? listClassOptions(db, typed) : [],
      ]),
    );
  return {
    options: [
      ...classes.map(({ id, count, ...model }) => ({
        value: anyOfClass(id),
        label: t("equipment:anyOf", { model: modelOf(model) }),
        hint: t("equipment:unitCount", { count }),
        repeats: true,
      })),
      ...units.map(({ value, label, maker, serialNumber }) => ({
        ...{ value, label },
        hint: [maker, serialNumber].filter(Boolean).join(" · "),
      })),
    ],
  };
}
