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
  keys: {
    today: "Calendar: today",
    steps: "Calendar: previous, next period",
    views: "Calendar: day, week, month, agenda, timeline",
    move: "Move the focused session, Enter to drop",
    length: "Make the focused session longer or shorter",
    dialog: "Move the focused session by typing",
  },
} satisfies TranslationOf<typeof french>;
