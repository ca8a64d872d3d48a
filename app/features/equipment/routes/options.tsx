import { z } from "zod";
import { i18nOf, languageOf } from "#app/i18n/i18n.server.ts";
import { needs } from "#app/tenancy/needs.server.ts";
import { studioContext } from "#app/tenancy/studio-context.server.ts";
import { listClassOptions, listEquipmentOptions } from "../equipment.server.ts";
import { anyOfClass, isUsable, modelOf } from "../equipment.ts";
import { askedOf } from "../kit.ts";
import { listKitOptions } from "../kits.server.ts";
import type { Route } from "./+types/options.ts";

const instant = z.iso.datetime().transform((text) => new Date(text));

export const middleware = [needs({ read: "equipment.read" })];

/**
 * Units by what is typed; with `?classes` also "any of" the models of which there are several, with
 * `?kits` kits, each standing for all that it holds. `?from=` and `?until=` say when it is wanted.
 */
export async function loader({ request, context, url: { searchParams } }: Route.LoaderArgs) {
  const typed = searchParams.get("q") ?? "";
  const [from, until] = ["from", "until"].map(
    (name) => instant.safeParse(searchParams.get(name)).data,
  );
  const { t } = i18nOf(languageOf(request));
  const [units, classes, kits] = await context
    .get(studioContext)
    .read((db) =>
      Promise.all([
        listEquipmentOptions(db, typed),
        searchParams.has("classes") ? listClassOptions(db, typed) : [],
        searchParams.has("kits")
          ? listKitOptions(db, typed, from && until ? { from, until } : undefined)
          : [],
      ]),
    );
  type Item = (typeof kits)[number]["items"][number];
  return {
    options: [
      ...kits.map(({ id, name, items }) => ({
        value: id,
        label: t("equipment:kits.option", { name }),
        hint: t("equipment:kits.count", {
          count: items.reduce((sum, { anyCount }) => sum + (anyCount ?? 1), 0),
        }),
        expandsTo: items.flatMap(tokensOf),
      })),
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

  function tokensOf(item: Item) {
    const isAny = item.anyCount !== null;
    return askedOf(item).map((value) => ({
      value,
      label: isAny ? t("equipment:anyOf", { model: modelOf(item) }) : modelOf(item),
      hint: isAny ? "" : hintOf(item),
      repeats: isAny,
    }));
  }

  /** What speaks against a unit of a kit, else which one it is. */
  function hintOf({ condition, archivedAt, takenBy, serialNumber }: Item) {
    if (archivedAt) return t("equipment:archivedOnly");
    if (!isUsable({ condition })) return t(`equipment:conditions.${condition}`);
    return takenBy === null ? (serialNumber ?? "") : t("equipment:kits.taken", { client: takenBy });
  }
}
