/** Of a studio's members; what each may do is in app/identity/permissions.ts. */
export const ROLES = ["owner", "admin", "engineer", "assistant", "accountant"] as const;
export type Role = (typeof ROLES)[number];
