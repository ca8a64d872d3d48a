import { Temporal } from "temporal-polyfill";
import {
  allocations,
  clientAddresses,
  clientContacts,
  clientLinks,
  clientNotes,
  clients,
  consumables,
  customFields,
  equipment,
  kitItems,
  kits,
  leads,
  people,
  projects,
  rooms,
  savedViews,
  series,
  services,
  sessions,
  settings,
  tracks,
  waiting,
} from "#db/schema/studio/index.ts";
import type { DemoSlug, StudioPlan } from "./plan.ts";
import { demoRows } from "./demo-rows.ts";
import { atelier } from "./studios/atelier.ts";
import { grandmix } from "./studios/grandmix.ts";
import { lumiere } from "./studios/lumiere.ts";
import { type DemoTable, tableOf } from "./table.ts";

export type { DemoTable } from "./table.ts";

const plans: Record<DemoSlug, StudioPlan> = { lumiere, atelier, grandmix };

export type DemoStudio = Pick<
  StudioPlan,
  "slug" | "name" | "isolation" | "ownerEmail" | "ownerName"
>;

export const DEMO_STUDIOS: readonly DemoStudio[] = Object.values(plans);

/**
 * All rows of a demo studio, parents before children; the same for the same day and moment.
 * Some 34 months before `today` and two after it. What is done, in progress or to come is told by
 * `now`; nothing was created after it.
 */
export function demoTables(
  slug: DemoSlug,
  studioId: string,
  today: Temporal.PlainDate | string,
  now: Date,
): DemoTable[] {
  const rows = demoRows(plans[slug], Temporal.PlainDate.from(today), now);
  return [
    tableOf(settings, studioId, [rows.settings]),
    tableOf(rooms, studioId, rows.rooms),
    tableOf(clients, studioId, rows.clients),
    tableOf(clientContacts, studioId, rows.contacts),
    tableOf(clientAddresses, studioId, rows.addresses),
    tableOf(customFields, studioId, rows.fields),
    tableOf(clientNotes, studioId, rows.notes),
    tableOf(clientLinks, studioId, rows.links),
    tableOf(leads, studioId, rows.leads),
    tableOf(equipment, studioId, rows.equipment),
    tableOf(kits, studioId, rows.kits),
    tableOf(kitItems, studioId, rows.kitItems),
    tableOf(consumables, studioId, rows.consumables),
    tableOf(services, studioId, rows.services),
    tableOf(projects, studioId, rows.projects),
    tableOf(tracks, studioId, rows.tracks),
    tableOf(people, studioId, rows.people),
    tableOf(series, studioId, rows.series),
    tableOf(sessions, studioId, rows.sessions),
    tableOf(allocations, studioId, rows.allocations),
    tableOf(waiting, studioId, rows.waiting),
    tableOf(savedViews, studioId, rows.savedViews),
  ];
}
