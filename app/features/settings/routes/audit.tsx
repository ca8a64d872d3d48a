import { Outlet } from "react-router";
import { needs } from "#app/tenancy/needs.server.ts";
import { useStudio } from "#app/tenancy/studio-href.ts";
import { SettingsPage } from "../settings-page.tsx";

export const middleware = [needs({ read: "audit.read" })];

/** The settings around the audit, which is a feature of its own. */
export default function AuditFrame() {
  const { may, href } = useStudio();
  return (
    <SettingsPage may={may} href={href}>
      <Outlet />
    </SettingsPage>
  );
}
