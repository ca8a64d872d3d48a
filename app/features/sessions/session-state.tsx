import { useTranslation } from "react-i18next";
import { meaningOfBooking } from "#app/features/clients/booking.ts";
import { Badge } from "#app/ui/badge.tsx";
import type { SessionState } from "./session.ts";

/** A session's state, of a hold with its place in the line where that is known; in the same words and colour wherever it is shown. */
export function SessionStateBadge({ state, rank }: { state: SessionState; rank?: number | null }) {
  const { t } = useTranslation("sessions");
  return (
    <Badge meaning={meaningOfBooking[state]} struck={state === "cancelled"}>
      {rank ? t("hold.rank", { rank }) : t(`states.${state}`)}
    </Badge>
  );
}
