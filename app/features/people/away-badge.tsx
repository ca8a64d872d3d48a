import { CalendarOff } from "lucide-react";
import { useTranslation } from "react-i18next";
import { Badge } from "#app/ui/badge.tsx";

export function AwayBadge() {
  const { t } = useTranslation("people");
  return (
    <Badge meaning="warning" icon={CalendarOff}>
      {t("away")}
    </Badge>
  );
}
