import type { Temporal } from "temporal-polyfill";
import type { rooms, settings } from "#db/schema/studio/index.ts";
import { idAt } from "./ids.ts";
import { parisClock } from "./paris.ts";
import type { StudioPlan } from "./plan.ts";
import { randomFrom } from "./random.ts";
import type { RowOf } from "./table.ts";

type Way = Pick<RowOf<typeof rooms>, "booths" | "openingHours" | "isBookableByClients">;

function hours(weekday: string, saturday: string, sunday: string): string {
  return [...Array<string>(5).fill(weekday), saturday, sunday].join(";");
}

const evenings = hours("09:00-02:00", "09:00-02:00", "10:00-00:00");

/** What a room is like by its kind: tracking runs at all hours, a mastering engineer has a weekend. */
const ways: Readonly<Record<RowOf<typeof rooms>["kind"], Way>> = {
  live: { booths: 2, openingHours: null, isBookableByClients: false },
  control: { booths: 1, openingHours: null, isBookableByClients: false },
  booth: {
    booths: 1,
    openingHours: hours("08:00-00:00", "09:00-00:00", "10:00-22:00"),
    isBookableByClients: true,
  },
  mixing: { booths: null, openingHours: evenings, isBookableByClients: false },
  mastering: {
    booths: null,
    openingHours: hours("09:30-13:00,14:00-22:00", "10:00-18:00", ""),
    isBookableByClients: false,
  },
  rehearsal: {
    booths: null,
    openingHours: hours("12:00-02:00", "10:00-02:00", "10:00-00:00"),
    isBookableByClients: true,
  },
};

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
    country: "FR",
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
    ...ways[room.kind],
    minutesBefore: 0,
    minutesAfter: 0,
    archivedAt: null,
  }));
  return { settings: settingsRow, rooms: roomRows };
}
