import { useRouteLoaderData } from "react-router";

/** The ids of the studio layout: on the studio's own host, and under `/s/:studio` on the apex. */
export const STUDIO_LAYOUTS = { host: "studio-by-host", path: "studio-by-path" } as const;

/** What the studio layout's loader gives to every page of a studio. */
export type StudioFrame = {
  base: string;
  timeZone: string;
  currency: string;
  dayStartsAt: string;
  role: "owner" | "member";
};

/** The frame of the studio that this page is in. */
export function useStudio(): StudioFrame & { href: (path: string) => string } {
  const byHost = useRouteLoaderData<StudioFrame>(STUDIO_LAYOUTS.host);
  const byPath = useRouteLoaderData<StudioFrame>(STUDIO_LAYOUTS.path);
  const frame = byPath ?? byHost;
  if (!frame) throw new Error("useStudio() is for pages inside the studio layout");
  return {
    ...frame,
    href: (path) => (path === "/" ? frame.base || "/" : frame.base + path),
  };
}
