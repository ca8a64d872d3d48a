import {
  index,
  layout,
  prefix,
  route,
  type RouteConfig,
  type RouteConfigEntry,
} from "@react-router/dev/routes";
import { STUDIO_LAYOUTS } from "./tenancy/studio-href.ts";

const development = process.env.NODE_ENV !== "production";

/** A studio's pages. They stand twice in the map: on its own host, and under its slug on the apex. */
function studioPages(under: keyof typeof STUDIO_LAYOUTS) {
  const page = (path: string, file: string, parts?: RouteConfigEntry[]) =>
    route(path, `features/${file}`, { id: `${under}:${path}` }, parts);
  // A part stands below the frame of a page; one module may be a part of several.
  const part = (of: string, path: string, file: string) => {
    const id = `${under}:${of}/${path}`;
    return path ? route(path, `features/${file}`, { id }) : index(`features/${file}`, { id });
  };
  return layout("tenancy/routes/studio-layout.tsx", { id: STUDIO_LAYOUTS[under] }, [
    part("today", "", "today/routes/index.tsx"),

    page("clients", "clients/routes/index.tsx"),
    page("clients/new", "clients/routes/new.tsx"),
    page("clients/options", "clients/routes/options.tsx"),
    page("clients/:clientId", "clients/routes/client.tsx", [
      part("client", "", "clients/routes/overview.tsx"),
      part("client", "sessions", "clients/routes/bookings.tsx"),
      part("client", "projects", "projects/routes/of-client.tsx"),
    ]),
    page("clients/:clientId/edit", "clients/routes/edit.tsx"),
    page("clients/:clientId/archiving", "clients/routes/archiving.tsx"),

    page("projects", "projects/routes/index.tsx"),
    page("projects/new", "projects/routes/new.tsx"),
    page("projects/options", "projects/routes/options.tsx"),
    page("projects/:projectId", "projects/routes/project.tsx", [
      part("project", "", "projects/routes/overview.tsx"),
      part("project", "sessions", "clients/routes/bookings.tsx"),
    ]),
    page("projects/:projectId/edit", "projects/routes/edit.tsx"),
    page("projects/:projectId/state", "projects/routes/state.tsx"),
    page("projects/:projectId/tracks", "projects/routes/tracks.tsx"),
    page("projects/:projectId/tracks/order", "projects/routes/track-order.tsx"),
    page("projects/:projectId/tracks/:trackId", "projects/routes/track.tsx"),
    page("projects/:projectId/tracks/:trackId/state", "projects/routes/track-state.tsx"),

    page("rooms", "rooms/routes/index.tsx"),
    page("rooms/new", "rooms/routes/new.tsx"),
    page("rooms/:roomId", "rooms/routes/show.tsx"),
    page("rooms/:roomId/edit", "rooms/routes/edit.tsx"),
    page("rooms/:roomId/archiving", "rooms/routes/archiving.tsx"),

    page("sessions", "sessions/routes/index.tsx"),
    page("sessions/new", "sessions/routes/new.tsx"),
    page("sessions/:sessionId", "sessions/routes/show.tsx"),
    page("sessions/:sessionId/edit", "sessions/routes/edit.tsx"),
    page("sessions/:sessionId/cancellation", "sessions/routes/cancellation.tsx"),
    page("sessions/:sessionId/confirmation", "sessions/routes/step.tsx"),
    page("sessions/:sessionId/start", "sessions/routes/step.tsx"),
    page("sessions/:sessionId/completion", "sessions/routes/step.tsx"),
    page("sessions/:sessionId/no-show", "sessions/routes/step.tsx"),

    page("equipment", "equipment/routes/index.tsx"),
    page("equipment/new", "equipment/routes/new.tsx"),
    page("equipment/:equipmentId", "equipment/routes/show.tsx"),
    page("equipment/:equipmentId/edit", "equipment/routes/edit.tsx"),
    page("equipment/:equipmentId/archiving", "equipment/routes/archiving.tsx"),

    page("settings", "settings/routes/studio.tsx"),
    page("settings/branding", "settings/routes/branding.tsx"),
    page("settings/data", "settings/routes/data.tsx"),
  ]);
}

export default [
  route("sign-in", "identity/routes/sign-in.tsx"),
  route("sign-out", "identity/routes/sign-out.tsx"),
  route("studios", "identity/routes/studios.tsx"),
  route("preferences", "identity/routes/preferences.tsx"),
  route("operations", "operations/routes/index.tsx"),

  studioPages("host"),
  ...prefix("s/:studio", [studioPages("path")]),

  ...(development ? [route("dev/ui", "ui/gallery.tsx")] : []),
  route("*", "not-found.tsx"),
] satisfies RouteConfig;
