import { useTranslation } from "react-i18next";
import { Card } from "#app/ui/card.tsx";
import type { CountedTable, RowCounts } from "./settings.server.ts";

export function RowCountList({ counts }: { counts: RowCounts }) {
  const { t, i18n } = useTranslation("settings");
  const number = new Intl.NumberFormat(i18n.language);
  return (
    <Card title={t("data.counts")} flush>
      <dl className="divide-y divide-line text-13">
        {(Object.keys(counts) as CountedTable[]).map((table) => (
          <div key={table} className="flex min-h-9 items-center justify-between gap-4 px-4">
            <dt>{t(`data.tables.${table}`)}</dt>
            <dd className="tabular-nums">{number.format(counts[table])}</dd>
          </div>
        ))}
      </dl>
    </Card>
  );
}
