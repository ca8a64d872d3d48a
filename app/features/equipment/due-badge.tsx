import { useTranslation } from "react-i18next";
import { formatDay } from "#app/lib/dates.ts";
import { Badge } from "#app/ui/badge.tsx";
import { dueState } from "./service.ts";

/** That something is to be done to a unit soon, or should have been; nothing where it is not. */
export function DueBadge({ dueOn, today }: { dueOn: string | null; today: string }) {
  const { t, i18n } = useTranslation("equipment");
  const state = dueState(dueOn, today);
  if (dueOn === null || state === null) return null;
  const day = formatDay(dueOn, i18n.language, "year");
  return state === "overdue" ? (
    <Badge meaning="danger">{t("services.overdueSince", { day })}</Badge>
  ) : (
    <Badge meaning="warning">{t("services.dueOn", { day })}</Badge>
  );
}
