import type { studio as french } from "../fr/studio.ts";
import type { TranslationOf } from "../translation-of.ts";

export const studio = {
  today: "Today",
  sessions: "Sessions",
  clients: "Clients",
  projects: "Projects",
  rooms: "Rooms",
  equipment: "Equipment",
  settings: "Settings",
  newSession: "Session",
  newClient: "Client",
  newProject: "Project",
  others: "Your other studios",
  choose: "All your studios",
  signOut: "Sign out",
  roles: { owner: "Owner", member: "Member" },
} satisfies TranslationOf<typeof french>;
