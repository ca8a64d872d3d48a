export { allocations } from "./allocations.ts";
export { audit } from "./audit.ts";
export { callSheets } from "./call-sheets.ts";
export { checkouts } from "./checkouts.ts";
export {
  clientAddresses,
  clientContacts,
  clientLinks,
  clientMerges,
  clientNotes,
  clients,
  customFields,
} from "./clients.ts";
export { consumables } from "./consumables.ts";
export { counters } from "./counters.ts";
export { equipment } from "./equipment.ts";
export { departures, feeds } from "./feeds.ts";
export { callSheetCopies } from "./call-sheet-copies.ts";
export { importRows, imports } from "./imports.ts";
export { kitItems, kits } from "./kits.ts";
export { leads } from "./leads.ts";
export { outbox } from "./outbox.ts";
export { absences, people } from "./people.ts";
export { projects, tracks } from "./projects.ts";
export { rooms } from "./rooms.ts";
export { savedViews } from "./saved-views.ts";
export { series } from "./series.ts";
export { services } from "./services.ts";
export { sessions } from "./sessions.ts";
export { settings } from "./settings.ts";
export { timeEntries } from "./time-entries.ts";
export { waiting } from "./waiting.ts";
