import type { studio as french } from "../fr/studio.ts";
import type { TranslationOf } from "../translation-of.ts";

export const studio = {
  today: "Today",
  sessions: "Sessions",
  clients: "Clients",
  projects: "Projects",
  people: "Crew",
  rooms: "Rooms",
  equipment: "Equipment",
  settings: "Settings",
  newSession: "Session",
  newClient: "Client",
  newProject: "Project",
  others: "Your other studios",
  choose: "All your studios",
  account: "Your account",
  signOut: "Sign out",
  roles: {
    owner: "Owner",
    admin: "Admin",
    engineer: "Engineer",
    assistant: "Assistant",
    accountant: "Accountant",
  },
} satisfies TranslationOf<typeof french>;
