import { useTranslation } from "react-i18next";
import { Badge, type Meaning } from "#app/ui/badge.tsx";
import type { Condition } from "./equipment.ts";

const meanings: Record<Condition, Meaning> = {
  good: "good",
  worn: "warning",
  in_repair: "danger",
  retired: "neutral",
};

export function ConditionBadge({ condition }: { condition: Condition }) {
  const { t } = useTranslation("equipment");
  return (
    <Badge meaning={meanings[condition]} struck={condition === "retired"}>
      {t(`conditions.${condition}`)}
    </Badge>
  );
}
