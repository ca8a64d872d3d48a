import { Star } from "lucide-react";
import { useTranslation } from "react-i18next";
import { Badge } from "#app/ui/badge.tsx";

export function VipBadge() {
  const { t } = useTranslation("clients");
  return <Badge icon={Star}>{t("vip")}</Badge>;
}
