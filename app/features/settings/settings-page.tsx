import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { PageHeader } from "#app/ui/page-header.tsx";
import { Page } from "#app/ui/page.tsx";
import { Tabs } from "#app/ui/tabs.tsx";

interface SettingsPageProps {
  /** The studio's data are shown to its owners. */
  isOwner: boolean;
  href: (path: string) => string;
  children: ReactNode;
}

/** The header and the tabs around each part of the settings. */
export function SettingsPage({ isOwner, href, children }: SettingsPageProps) {
  const { t } = useTranslation("settings");
  const data = { label: t("tabs.data"), href: href("/settings/data") };
  return (
    <Page>
      <PageHeader title={t("title")} meta={isOwner ? undefined : t("ownersOnly")} />
      <Tabs
        label={t("title")}
        tabs={[
          { label: t("tabs.studio"), href: href("/settings"), end: true },
          { label: t("tabs.branding"), href: href("/settings/branding") },
          ...(isOwner ? [data] : []),
        ]}
      />
      {children}
    </Page>
  );
}
