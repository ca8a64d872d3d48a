import type { savedViews } from "#db/schema/studio/index.ts";
import { idAt } from "./ids.ts";
import type { Random } from "./random.ts";
import type { RowOf } from "./table.ts";

const plans = [
  { list: "equipment", name: "Micros", query: "kind=microphone" },
  { list: "equipment", name: "À réviser", query: "service=due" },
  { list: "equipment", name: "Les plus chers", query: "sort=-price" },
  { list: "people", name: "Ingénieurs", query: "trade=engineer" },
  { list: "projects", name: "En retard", query: "sort=due&state=overdue" },
  { list: "projects", name: "Albums en cours", query: "kind=album&state=active" },
] as const;

/** Views that all of the studio see. */
export function makeViews(opening: Date, random: Random): RowOf<typeof savedViews>[] {
  return plans.map((plan, index) => ({
    ...{ id: idAt(opening, random), createdAt: opening, updatedAt: opening },
    ...{ ...plan, isShared: true, userId: null, position: index + 1, removedAt: null },
  }));
}
