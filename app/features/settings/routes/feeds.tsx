import { Outlet } from "react-router";
import { needs } from "#app/tenancy/needs.server.ts";
import { useStudio } from "#app/tenancy/studio-href.ts";
import { SettingsPage } from "../settings-page.tsx";

export const middleware = [needs({ read: "feeds.read" })];

/** The settings around the feeds, which are a feature of their own. */
export default function FeedsFrame() {
  const { may, href } = useStudio();
  return (
    <SettingsPage may={may} href={href}>
      <Outlet />
    </SettingsPage>
  );
}
