import type { Role } from "#db/roles.ts";

const everyMember = ["owner", "admin", "engineer", "assistant", "accountant"] as const;
const managers = ["owner", "admin"] as const;
const crew = ["owner", "admin", "engineer"] as const;
const desk = ["owner", "admin", "engineer", "assistant"] as const;

/** The one table of who may what in a studio. Each route states the line that it needs. */
export const PERMISSIONS = {
  "today.read": everyMember,
  /** Of everything that every member may read. */
  "search.read": everyMember,
  /** To be told that something changed; of what, as the lines below say. */
  "live.read": everyMember,
  /** One's own saved views, and those that one shared. */
  "views.write": everyMember,
  /** What others shared. */
  "shared-views.write": managers,
  "sessions.read": everyMember,
  "sessions.write": desk,
  /** Who has the address of a feed reads it without signing in: it is given out by who answers for that. */
  "feeds.read": managers,
  "feeds.write": managers,
  "clients.read": everyMember,
  "clients.write": desk,
  /** All of them at once leave the house, or come into it. */
  "clients.export": ["owner", "admin", "accountant"],
  "clients.import": managers,
  /** What is noted of each of them. */
  "clients.configure": managers,
  /** What others noted; one's own notes are under clients.write. */
  "notes.write": managers,
  "leads.read": everyMember,
  "leads.write": desk,
  "people.read": everyMember,
  "people.write": managers,
  "projects.read": everyMember,
  "projects.write": crew,
  "rooms.read": everyMember,
  "rooms.write": managers,
  "equipment.read": everyMember,
  "equipment.write": crew,
  "settings.read": everyMember,
  "settings.write": managers,
  "placement.read": ["owner"],
  "team.read": managers,
  "team.write": managers,
  "ownership.write": ["owner"],
  /** One's own. */
  "membership.end": everyMember,
  "audit.read": ["owner"],
} as const satisfies Record<string, readonly Role[]>;

export type Permission = keyof typeof PERMISSIONS;

/** Whether a role may do what a permission names. */
export function may(role: Role, permission: Permission): boolean {
  return PERMISSIONS[permission].some((allowed) => allowed === role);
}
