import type { Temporal } from "temporal-polyfill";
import { arrivals } from "./arrivals.ts";
import { customers } from "./customers.ts";
import { makeAllocations } from "./make-allocations.ts";
import { makeCalendar } from "./make-calendar.ts";
import { makeFields, makeNotes, withDetails } from "./make-client-details.ts";
import { makeClients } from "./make-clients.ts";
import { makeContacts, makeMoreContacts, withStreets } from "./make-contacts.ts";
import { makeConsumables } from "./make-consumables.ts";
import { makeEquipment } from "./make-equipment.ts";
import { makeKits } from "./make-kits.ts";
import { makeLeads } from "./make-leads.ts";
import { makeLinks } from "./make-links.ts";
import { makePeople } from "./make-people.ts";
import { makeProjectRows } from "./make-project-rows.ts";
import { makeProjects } from "./make-projects.ts";
import { makeSeries } from "./make-series.ts";
import { makeServices } from "./make-services.ts";
import { makeSessions } from "./make-sessions.ts";
import { openedStudio } from "./make-studio.ts";
import { trackMaker } from "./make-tracks.ts";
import { makeViews } from "./make-views.ts";
import { makeWaiting } from "./make-waiting.ts";
import { parisClock } from "./paris.ts";
import type { StudioPlan } from "./plan.ts";
import { randomFrom } from "./random.ts";
import { workload } from "./workload.ts";

/** Every row of a demo studio. Each part has random numbers of its own, so that none shifts another. */
export function demoRows(plan: StudioPlan, day: Temporal.PlainDate, now: Date) {
  const random = (part: string) => randomFrom(`${plan.slug}/${part}`);
  const firstDay = day.subtract({ months: 34 });
  const clock = parisClock(firstDay);
  const today = firstDay.until(day, { largestUnit: "day" }).days;
  const lastDay = firstDay.until(day.add({ months: 2 }), { largestUnit: "day" }).days;

  const studio = openedStudio(plan, firstDay);
  const opening = studio.settings.createdAt;
  const comings = (part: string, count: number, atOnce: number) =>
    arrivals(count, atOnce, today, clock, now, random(part));

  const fields = makeFields(opening, random("fields"));
  const clients = withDetails(
    makeClients(plan, comings("arrivals", plan.clients, 0.3), now, random("clients")),
    fields,
    random("details"),
  );
  const planned = makeProjects(
    plan,
    comings("openings", plan.projects, 0),
    clients,
    random("projects"),
  );
  const bookings = makeCalendar(
    { firstDay, today, lastDay, load: plan.load, clock, rooms: studio.rooms },
    customers(clients, random("customers")),
    workload(planned, studio.rooms, random("workload")),
    random("calendar"),
  );
  const dayRate = Math.max(...studio.rooms.map(({ dayRateCents }) => dayRateCents ?? 0));
  const projects = makeProjectRows(planned, bookings, dayRate, now, random("progress"));
  const people = makePeople(
    { ...plan, rooms: studio.rooms.length, domain: plan.email?.split("@")[1] ?? "studio.test" },
    opening,
    random("people"),
  );
  const single = makeSessions(bookings, now, random("sessions"));
  const weekly = makeSeries(
    { firstDay, today, clock, now, rooms: studio.rooms, clients, booked: single },
    random("series"),
  );
  const sessions = [...single, ...weekly.sessions];
  const tracksOf = trackMaker(plan.isrcPrefix, random("tracks"));

  const equipment = makeEquipment(plan.equipment, studio.rooms, opening, now, random("equipment"));

  const reached = makeContacts(clients, random("contacts"));
  return {
    settings: studio.settings,
    rooms: studio.rooms,
    clients,
    contacts: [
      ...reached.contacts,
      ...makeMoreContacts(clients, plan.landline, random("more contacts")),
    ],
    addresses: withStreets(reached.addresses, random("streets")),
    fields,
    notes: makeNotes(clients, now, random("notes")),
    links: makeLinks(clients, random("links")),
    leads: makeLeads({ plan, day, today, clock, now, clients }, random("leads")),
    equipment,
    ...makeKits(equipment, opening, random("kits")),
    consumables: makeConsumables(opening, random("consumables")),
    services: makeServices(equipment, now, random("services")),
    projects: projects.map(({ row }) => row),
    tracks: projects.flatMap(({ tracked }) => tracksOf(tracked)),
    people,
    series: weekly.series,
    sessions,
    allocations: makeAllocations(sessions, studio.rooms, people, random("allocations")),
    savedViews: makeViews(opening, random("views")),
    waiting: makeWaiting({ day, today, clock, rooms: studio.rooms, clients }, random("waiting")),
  };
}
