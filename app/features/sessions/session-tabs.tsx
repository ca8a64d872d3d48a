import { useTranslation } from "react-i18next";
import { Tabs } from "#app/ui/tabs.tsx";

/** The parts of a session's page; `here` is its own address. */
export function SessionTabs({ here }: { here: string }) {
  const { t } = useTranslation(["callSheet", "sessions"]);
  return (
    <div className="print:hidden">
      <Tabs
        label={t("sessions:details")}
        tabs={[
          { label: t("session"), href: here, end: true },
          { label: t("title"), href: `${here}/call-sheet` },
        ]}
      />
    </div>
  );
}
