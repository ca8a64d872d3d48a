import { useEffect, useEffectEvent } from "react";
import { useTranslation } from "react-i18next";
import type { TeamAnswer } from "#app/identity/team.ts";
import { toast } from "#app/ui/toast.tsx";

/** Says how a change of the team ended; `then` is done where it was made. */
export function useTeamAnswer(answer: TeamAnswer | undefined, done: string, then?: () => void) {
  const { t } = useTranslation("team");
  const tell = useEffectEvent((it: TeamAnswer) => {
    toast(it.ok ? done : t(`refusals.${it.because}`));
    if (it.ok) then?.();
  });
  useEffect(() => {
    if (answer) tell(answer);
  }, [answer]);
}
