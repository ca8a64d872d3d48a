import { useTranslation } from "react-i18next";
import { Card } from "#app/ui/card.tsx";
import { DescriptionList } from "#app/ui/description-list.tsx";
import type { readStudioSettings } from "./settings.server.ts";
import { currencies } from "./settings.ts";
import { formatSiret } from "./siret.ts";

interface StudioFactsProps {
  name: string;
  settings: Awaited<ReturnType<typeof readStudioSettings>>;
}

/** The same settings for who may not change them. */
export function StudioFacts({ name, settings }: StudioFactsProps) {
  const { t } = useTranslation("settings");
  const currency = currencies.find((code) => code === settings.currency);
  const facts = [
    { label: t("studio.name"), value: name },
    { label: t("studio.legalName"), value: settings.legalName },
    { label: t("studio.siret"), value: settings.siret && formatSiret(settings.siret) },
    { label: t("studio.vatNumber"), value: settings.vatNumber },
    {
      label: t("studio.address"),
      value: settings.address && <span className="whitespace-pre-line">{settings.address}</span>,
    },
    { label: t("studio.phone"), value: settings.phone },
    { label: t("studio.email"), value: settings.email },
    { label: t("studio.access"), value: settings.access },
    { label: t("studio.parking"), value: settings.parking },
    { label: t("studio.doorCode"), value: settings.doorCode },
    { label: t("studio.overtimePercent"), value: `${settings.overtimePercent} %` },
    { label: t("studio.language"), value: t(`studio.languages.${settings.language}`) },
    {
      label: t("studio.currency"),
      value: currency ? t(`currencies.${currency}`) : settings.currency,
    },
    { label: t("studio.timeZone"), value: settings.timeZone.replaceAll("_", " ") },
    { label: t("studio.dayStartsAt"), value: settings.dayStartsAt },
  ];
  const unknown = <span className="text-muted">{t("studio.empty")}</span>;
  return (
    <Card>
      <DescriptionList
        items={facts.map(({ label, value }) => ({ label, value: value || unknown }))}
      />
    </Card>
  );
}
