import { Database, HardDrive, Layers } from "lucide-react";
import { useTranslation } from "react-i18next";
import { formatDate } from "#app/lib/dates.ts";
import type { findResidence } from "#app/tenancy/moves.server.ts";
import { Badge } from "#app/ui/badge.tsx";
import { Card } from "#app/ui/card.tsx";
import { DescriptionList } from "#app/ui/description-list.tsx";

interface ResidenceProps {
  residence: NonNullable<Awaited<ReturnType<typeof findResidence>>>;
  timeZone: string;
}

const icons = { shared: Layers, schema: Database, dedicated: HardDrive };

/** Where the studio's rows are, in a person's words and then in the machine's. */
export function Residence({ residence, timeZone }: ResidenceProps) {
  const { t, i18n } = useTranslation("settings");
  const { isolation, cluster, database, schema, since } = residence;
  const reader = { language: i18n.language, timeZone };
  const code = (text: string) => <span className="font-mono">{text}</span>;
  return (
    <Card title={t("data.home")}>
      <p className="mb-4 text-pretty">{t(`data.${isolation}Text`)}</p>
      <DescriptionList
        items={[
          {
            label: t("data.isolation"),
            value: (
              <Badge meaning="info" icon={icons[isolation]}>
                {t(`data.${isolation}`)}
              </Badge>
            ),
          },
          { label: t("data.cluster"), value: code(cluster) },
          { label: t("data.database"), value: code(database) },
          { label: t("data.schemaName"), value: code(schema) },
          { label: t("data.since"), value: since && formatDate(since, reader, { year: true }) },
        ]}
      />
    </Card>
  );
}
