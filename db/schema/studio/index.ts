export { audit } from "./audit.ts";
export { clients } from "./clients.ts";
export { counters } from "./counters.ts";
export { equipment } from "./equipment.ts";
export { outbox } from "./outbox.ts";
export { projects, tracks } from "./projects.ts";
export { rooms } from "./rooms.ts";
export { sessions } from "./sessions.ts";
export { settings } from "./settings.ts";
