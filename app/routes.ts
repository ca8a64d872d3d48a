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
    route("live", "tenancy/routes/live.ts", { id: `${under}:live` }),

    page("views", "views/routes/new.tsx"),
    page("views/:viewId", "views/routes/view.tsx"),
    page("views/:viewId/removal", "views/routes/removal.tsx"),

    page("clients", "clients/routes/index.tsx"),
    page("clients/new", "clients/routes/new.tsx"),
    page("clients/options", "clients/routes/options.tsx"),
    page("clients/duplicates", "clients/routes/doubles.tsx"),
    page("clients/:clientId", "clients/routes/client.tsx", [
      part("client", "", "clients/routes/overview.tsx"),
      part("client", "sessions", "clients/routes/bookings.tsx"),
      part("client", "projects", "projects/routes/of-client.tsx"),
      part("client", "notes", "clients/routes/notes.tsx"),
    ]),
    page("clients/:clientId/edit", "clients/routes/edit.tsx"),
    page("clients/:clientId/archiving", "clients/routes/archiving.tsx"),
    page("clients/:clientId/merging", "clients/routes/merging.tsx"),
    page("clients/:clientId/merges/:mergeId/undoing", "clients/routes/merge-undoing.tsx"),
    page("clients/:clientId/links", "clients/routes/links.tsx"),
    page("clients/:clientId/links/:linkId", "clients/routes/link.tsx"),
    page("clients/:clientId/notes/:noteId", "clients/routes/note.tsx"),
    page("clients/:clientId/notes/:noteId/removal", "clients/routes/note-removal.tsx"),

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
    page("sessions/waiting", "sessions/routes/waiting.tsx"),
    page("sessions/waiting/new", "sessions/routes/waiting-new.tsx"),
    page("sessions/waiting/:waitingId/edit", "sessions/routes/waiting-edit.tsx"),
    page("sessions/waiting/:waitingId/closing", "sessions/routes/waiting-closing.tsx"),
    page("sessions/:sessionId", "sessions/routes/show.tsx"),
    page("sessions/:sessionId/edit", "sessions/routes/edit.tsx"),
    page("sessions/:sessionId/cancellation", "sessions/routes/cancellation.tsx"),
    page("sessions/:sessionId/confirmation", "sessions/routes/step.tsx"),
    page("sessions/:sessionId/start", "sessions/routes/step.tsx"),
    page("sessions/:sessionId/completion", "sessions/routes/step.tsx"),
    page("sessions/:sessionId/no-show", "sessions/routes/step.tsx"),
    page("sessions/:sessionId/pause", "sessions/routes/pause.tsx"),
    page("sessions/:sessionId/extension", "sessions/routes/extension.tsx"),
    page("sessions/:sessionId/time-entries", "sessions/routes/time-entries.tsx"),
    page("sessions/:sessionId/time-entries/:timeEntryId", "sessions/routes/time-entry.tsx"),
    page("sessions/:sessionId/slot", "sessions/routes/slot.tsx"),
    page("sessions/:sessionId/call-sheet", "sessions/routes/call-sheet.tsx"),
    page("sessions/:sessionId/call-sheet/edit", "sessions/routes/call-sheet-edit.tsx"),
    page("sessions/:sessionId/call-sheet/pdf", "sessions/routes/call-sheet-pdf.tsx"),
    page("sessions/:sessionId/copies", "sessions/routes/copies.tsx"),
    page("sessions/:sessionId/challenge", "sessions/routes/challenge.tsx"),
    page("sessions/:sessionId/calendar", "sessions/routes/calendar.tsx"),

    page("equipment", "equipment/routes/index.tsx"),
    page("equipment/new", "equipment/routes/new.tsx"),
    page("equipment/options", "equipment/routes/options.tsx"),
    page("equipment/archiving", "equipment/routes/bulk-archiving.tsx"),
    page("equipment/checkout", "equipment/routes/checkout.tsx"),
    page("equipment/checkouts", "equipment/routes/checkouts.tsx"),
    page("equipment/returns", "equipment/routes/returns.tsx"),
    page("equipment/labels", "equipment/routes/labels.tsx"),
    page("equipment/kits", "equipment/routes/kits.tsx"),
    page("equipment/kits/new", "equipment/routes/new-kit.tsx"),
    page("equipment/kits/:kitId", "equipment/routes/kit.tsx"),
    page("equipment/kits/:kitId/archiving", "equipment/routes/kit-archiving.tsx"),
    page("equipment/consumables", "equipment/routes/consumables.tsx"),
    page("equipment/consumables/new", "equipment/routes/new-consumable.tsx"),
    page("equipment/consumables/:consumableId", "equipment/routes/consumable.tsx"),
    page("equipment/consumables/:consumableId/movements", "equipment/routes/movements.tsx"),
    page("equipment/consumables/:consumableId/quantity", "equipment/routes/quantity.tsx"),
    page(
      "equipment/consumables/:consumableId/archiving",
      "equipment/routes/consumable-archiving.tsx",
    ),
    page("equipment/:equipmentId", "equipment/routes/show.tsx"),
    page("equipment/:equipmentId/edit", "equipment/routes/edit.tsx"),
    page("equipment/:equipmentId/archiving", "equipment/routes/archiving.tsx"),
    page("equipment/:equipmentId/services", "equipment/routes/services.tsx"),
    page("equipment/:equipmentId/services/:serviceId", "equipment/routes/service.tsx"),

    page("people", "people/routes/index.tsx"),
    page("people/new", "people/routes/new.tsx"),
    page("people/options", "people/routes/options.tsx"),
    page("people/archiving", "people/routes/bulk-archiving.tsx"),
    page("people/:personId", "people/routes/show.tsx"),
    page("people/:personId/edit", "people/routes/edit.tsx"),
    page("people/:personId/archiving", "people/routes/archiving.tsx"),
    page("people/:personId/absences", "people/routes/absences.tsx"),
    page("people/:personId/absences/:absenceId", "people/routes/absence.tsx"),

    page("settings", "settings/routes/studio.tsx"),
    page("settings/branding", "settings/routes/branding.tsx"),
    page("settings/data", "settings/routes/data.tsx"),
    page("settings/feeds", "settings/routes/feeds.tsx", [
      part("feeds", "", "feeds/routes/index.tsx"),
    ]),
    page("settings/feeds/new", "feeds/routes/new.tsx"),
    page("settings/feeds/:feedId/renewal", "feeds/routes/renewal.tsx"),
    page("settings/feeds/:feedId/revocation", "feeds/routes/revocation.tsx"),
    page("settings/fields", "settings/routes/fields.tsx", [
      part("fields", "", "clients/routes/fields.tsx"),
    ]),
    page("settings/fields/order", "clients/routes/field-order.tsx"),
    page("settings/fields/:fieldId", "clients/routes/field.tsx"),
    page("settings/fields/:fieldId/archiving", "clients/routes/field-archiving.tsx"),
    page("settings/audit", "settings/routes/audit.tsx", [
      part("audit", "", "audit/routes/index.tsx"),
    ]),

    page("settings/team", "settings/routes/team.tsx"),
    page("settings/team/invitations", "settings/routes/invitations.tsx"),
    page(
      "settings/team/invitations/:invitationId/resending",
      "settings/routes/invitation-resending.tsx",
    ),
    page(
      "settings/team/invitations/:invitationId/revocation",
      "settings/routes/invitation-revocation.tsx",
    ),
    page("settings/team/members/:userId/role", "settings/routes/member-role.tsx"),
    page("settings/team/members/:userId/removal", "settings/routes/member-removal.tsx"),
    page("settings/team/ownership", "settings/routes/ownership.tsx"),
    page("settings/team/leaving", "settings/routes/leaving.tsx"),
    page("settings/team/second-factor", "settings/routes/second-factor.tsx"),
  ]);
}

export default [
  route("sign-in", "identity/routes/sign-in.tsx"),
  route("sign-in/link", "identity/routes/sign-in-link.tsx"),
  route("sign-in/link/:secret", "identity/routes/magic-link.tsx"),
  route("sign-in/reset", "identity/routes/reset.tsx"),
  route("sign-in/reset/:secret", "identity/routes/new-password.tsx"),
  route("sign-in/mail-sent", "identity/routes/mail-sent.tsx"),
  route("sign-in/second-factor", "identity/routes/second-factor.tsx"),
  route("sign-in/second-factor/set-up", "identity/routes/second-factor-set-up.tsx"),
  route("sign-in/with/:provider", "identity/routes/sign-in-with.tsx"),
  route("sign-in/with/:provider/callback", "identity/routes/sign-in-callback.tsx"),
  route("sign-up", "identity/routes/sign-up.tsx"),
  route("sign-up/:secret", "identity/routes/verification.tsx"),
  route("sign-out", "identity/routes/sign-out.tsx"),
  route("studios", "identity/routes/studios.tsx"),
  route("studios/new", "identity/routes/new-studio.tsx"),
  route("invitations/:secret", "identity/routes/invitation.tsx"),
  route("invitations/:secret/acceptance", "identity/routes/invitation-acceptance.tsx"),
  route("invitations/:secret/account", "identity/routes/invitation-account.tsx"),
  route("account", "identity/routes/account.tsx", [
    index("identity/routes/account-profile.tsx"),
    route("password", "identity/routes/account-password.tsx"),
    route("second-factor", "identity/routes/account-second-factor.tsx"),
    route("second-factor/removal", "identity/routes/second-factor-removal.tsx"),
    route("second-factor/recovery-codes", "identity/routes/recovery-codes.tsx"),
    route("identities", "identity/routes/account-identities.tsx"),
    route("sign-ins", "identity/routes/account-sign-ins.tsx"),
  ]),
  route("account/identities/removal", "identity/routes/identity-removal.tsx"),
  route("account/sign-ins/revocation", "identity/routes/sign-ins-revocation.tsx"),
  route("account/sign-ins/:signInId/revocation", "identity/routes/sign-in-revocation.tsx"),
  route("preferences", "identity/routes/preferences.tsx"),
  route("dev/mail", "identity/routes/mailbox.tsx"),
  route("feeds/:studio/:secret.ics", "features/feeds/routes/feed.tsx"),
  route("operations", "operations/routes/index.tsx"),

  studioPages("host"),
  ...prefix("s/:studio", [studioPages("path")]),

  ...(development ? [route("dev/ui", "ui/gallery.tsx")] : []),
  route("*", "not-found.tsx"),
] satisfies RouteConfig;
