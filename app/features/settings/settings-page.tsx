import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { Permission } from "#app/identity/permissions.ts";
import { PageHeader } from "#app/ui/page-header.tsx";
import { Page } from "#app/ui/page.tsx";
import { Tabs } from "#app/ui/tabs.tsx";

const parts = [
  { name: "studio", path: "/settings", needs: "settings.read", end: true },
  { name: "branding", path: "/settings/branding", needs: "settings.read" },
  { name: "team", path: "/settings/team", needs: "team.read" },
  { name: "feeds", path: "/settings/feeds", needs: "feeds.read" },
  { name: "fields", path: "/settings/fields", needs: "settings.read" },
  { name: "audit", path: "/settings/audit", needs: "audit.read" },
  { name: "data", path: "/settings/data", needs: "placement.read" },
] as const satisfies readonly { name: string; path: string; needs: Permission; end?: true }[];

interface SettingsPageProps {
  may: (permission: Permission) => boolean;
  href: (path: string) => string;
  /** The one primary action of a part. */
  actions?: ReactNode;
  children: ReactNode;
}

/** The header and the tabs around each part of the settings: those that the person may see. */
export function SettingsPage({ may, href, actions, children }: SettingsPageProps) {
  const { t } = useTranslation("settings");
  return (
    <Page>
      <PageHeader
        title={t("title")}
        meta={may("settings.write") ? undefined : t("readOnly")}
        actions={actions}
      />
      <Tabs
        label={t("title")}
        tabs={parts
          .filter(({ needs }) => may(needs))
          .map(({ name, path, ...part }) => ({
            label: t(`tabs.${name}`),
            href: href(path),
            end: "end" in part,
          }))}
      />
      {children}
    </Page>
  );
}
