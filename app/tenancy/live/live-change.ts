import { may, type Permission } from "#app/identity/permissions.ts";
import type { Role } from "#db/roles.ts";

/** What is told of as it changes, and who may hear of it. Of a table that stands not here nobody hears. */
export const LIVE_TABLES = {
  sessions: "sessions.read",
  allocations: "sessions.read",
  call_sheets: "sessions.read",
  call_sheet_copies: "sessions.read",
  time_entries: "sessions.read",
  series: "sessions.read",
  waiting: "sessions.read",
  clients: "clients.read",
  client_contacts: "clients.read",
  client_addresses: "clients.read",
  client_links: "clients.read",
  client_notes: "clients.read",
  client_merges: "clients.read",
  custom_fields: "clients.read",
  leads: "leads.read",
  imports: "clients.import",
  rooms: "rooms.read",
  equipment: "equipment.read",
  kits: "equipment.read",
  kit_items: "equipment.read",
  consumables: "equipment.read",
  services: "equipment.read",
  checkouts: "equipment.read",
  people: "people.read",
  absences: "people.read",
  projects: "projects.read",
  tracks: "projects.read",
  settings: "settings.read",
} as const satisfies Record<string, Permission>;

export type LiveTable = keyof typeof LIVE_TABLES;
export const liveTables = Object.keys(LIVE_TABLES) as LiveTable[];

/** That something changed, and nothing of what it is: who may read it reads it. */
export type LiveChange = {
  /** Of its entry in the audit: what is told twice has the same. */
  id: string;
  /** Milliseconds since 1970. */
  at: number;
  table: LiveTable;
  rowId: string;
  action: "insert" | "update" | "delete";
  /** The name of who did it; null where it was the platform, or an account that is gone. */
  by: string | null;
  /** Whether it was the person who hears of it. */
  isMine: boolean;
};

export function mayHear(role: Role, table: string): table is LiveTable {
  return Object.hasOwn(LIVE_TABLES, table) && may(role, LIVE_TABLES[table as LiveTable]);
}
