import { useTranslation } from "react-i18next";
import { Badge } from "#app/ui/badge.tsx";
import { Card } from "#app/ui/card.tsx";
import { TextLink } from "#app/ui/text-link.tsx";
import { meaningOfStage } from "./lead-stage.ts";
import type { OpenLead } from "./open-leads.server.ts";

interface OpenLeadCardProps {
  leads: readonly OpenLead[];
  hrefOf: (path: string) => string;
}

/** What a client asks for now. */
export function OpenLeadCard({ leads, hrefOf }: OpenLeadCardProps) {
  const { t } = useTranslation("leads");
  return (
    <Card title={t("ofClient")}>
      <ul className="flex flex-col gap-3 text-13">
        {leads.map(({ id, name, wish, stage }) => (
          <li key={id} className="flex flex-col gap-0.5">
            <span className="flex items-center justify-between gap-3">
              <span className="min-w-0 truncate">
                <TextLink to={hrefOf(`/leads/${id}`)}>{name}</TextLink>
              </span>
              <Badge meaning={meaningOfStage[stage]}>{t(`stages.${stage}`)}</Badge>
            </span>
            {wish && <span className="line-clamp-2 text-12 text-muted">{wish}</span>}
          </li>
        ))}
      </ul>
    </Card>
  );
}
