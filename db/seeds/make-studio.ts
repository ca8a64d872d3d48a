import type { Temporal } from "temporal-polyfill";
import type { rooms, settings } from "#db/schema/studio/index.ts";
import { idAt } from "./ids.ts";
import { parisClock } from "./paris.ts";
import type { StudioPlan } from "./plan.ts";
import { randomFrom } from "./random.ts";
import type { RowOf } from "./table.ts";

/** The settings and rooms with which a studio opened, on the morning of its first day. */
export function openedStudio(plan: StudioPlan, firstDay: Temporal.PlainDate) {
  const random = randomFrom(`${plan.slug}/studio`);
  const opening = parisClock(firstDay).instantOf(7 * 60);
  const row = () => ({ id: idAt(opening, random), createdAt: opening, updatedAt: opening });

  const settingsRow: RowOf<typeof settings> = {
    ...row(),
    accent: plan.accent,
    language: "fr",
    currency: "EUR",
    timeZone: "Europe/Paris",
    dayStartsAt: "06:00",
    legalName: plan.legalName,
    address: plan.address,
    phone: plan.phone,
    email: plan.email,
    siret: plan.siret,
    vatNumber: plan.vatNumber,
    access: plan.access,
    parking: plan.parking,
    doorCode: plan.doorCode,
    overtimePercent: plan.overtimePercent,
  };
  const roomRows: RowOf<typeof rooms>[] = plan.rooms.map((room) => ({
    ...row(),
    ...room,
    minutesBefore: 0,
    minutesAfter: 0,
    archivedAt: null,
  }));
  return { settings: settingsRow, rooms: roomRows };
}
