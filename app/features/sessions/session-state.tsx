import { useTranslation } from "react-i18next";
import { meaningOfBooking } from "#app/features/clients/booking.ts";
import { Badge } from "#app/ui/badge.tsx";
import type { SessionState } from "./session.ts";

/** A session's state, in the same words and colour wherever it is shown. */
export function SessionStateBadge({ state }: { state: SessionState }) {
  const { t } = useTranslation("sessions");
  return (
    <Badge meaning={meaningOfBooking[state]} struck={state === "cancelled"}>
      {t(`states.${state}`)}
    </Badge>
  );
}
