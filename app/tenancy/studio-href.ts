import { useRouteLoaderData } from "react-router";
import { may, type Permission } from "#app/identity/permissions.ts";
import type { Role } from "#db/roles.ts";

/** The ids of the studio layout: on the studio's own host, and under `/s/:studio` on the apex. */
export const STUDIO_LAYOUTS = { host: "studio-by-host", path: "studio-by-path" } as const;

/** What the studio layout's loader gives to every page of a studio. */
export type StudioFrame = {
  base: string;
  timeZone: string;
  currency: string;
  dayStartsAt: string;
  role: Role;
};

/** The frame of the studio that this page is in. */
export function useStudio(): StudioFrame & {
  href: (path: string) => string;
  /** Whether the person may, so that no page offers what would be refused. */
  may: (permission: Permission) => boolean;
} {
  const byHost = useRouteLoaderData<StudioFrame>(STUDIO_LAYOUTS.host);
  const byPath = useRouteLoaderData<StudioFrame>(STUDIO_LAYOUTS.path);
  const frame = byPath ?? byHost;
  if (!frame) throw new Error("useStudio() is for pages inside the studio layout");
  return {
    ...frame,
    may: (permission) => may(frame.role, permission),
    href: (path) => (path === "/" ? frame.base || "/" : frame.base + path),
  };
}
