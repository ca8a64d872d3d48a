import { Outlet } from "react-router";
import { needs } from "#app/tenancy/needs.server.ts";
import { useStudio } from "#app/tenancy/studio-href.ts";
import { SettingsPage } from "../settings-page.tsx";

export const middleware = [needs({ read: "settings.read", write: "settings.write" })];

/** The settings around the fields of a studio's own, which belong to its clients. */
export default function FieldsFrame() {
  const { may, href } = useStudio();
  return (
    <SettingsPage may={may} href={href}>
      <Outlet />
    </SettingsPage>
  );
}
