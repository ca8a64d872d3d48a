import { useEffect, useEffectEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { useFetcher, useNavigate } from "react-router";
import { isOpen, type LeadStage } from "#app/features/clients/lead-stage.ts";
import { toast } from "#app/ui/toast.tsx";

/** What the address of a lead's stage answers. */
export type StageAnswer = { stage: string };

interface Staged {
  id: string;
  name: string;
  stage: LeadStage;
}

/**
 * Brings leads to other stages: an open one at once, "lost" by a dialog and "won" by a page of its own.
 * `moved` is who is on their way, until the loader's `rows` are new.
 */
export function useStageChange<Lead extends Staged>(action: string, rows: unknown) {
  const { t } = useTranslation("leads");
  const navigate = useNavigate();
  const { submit, data, state } = useFetcher<StageAnswer>();
  const [moves, setMoves] = useState<{ lead: Lead; to: LeadStage; over: unknown }[]>([]);
  const [lost, setLost] = useState<Lead | null>(null);
  const [said, say] = useState("");
  const isRefused = state === "idle" && data !== undefined && !("stage" in (data ?? {}));
  const refused = useEffectEvent(() => toast(t("notMoved")));
  useEffect(() => {
    if (isRefused) refused();
  }, [isRefused]);

  return {
    moves: moves.filter(({ over }) => over === rows),
    lost,
    said,
    keep: () => setLost(null),
    change(lead: Lead, to: LeadStage) {
      if (to === lead.stage) return;
      if (to === "lost") return setLost(lead);
      if (to === "won") return void navigate(`${action}/${lead.id}/winning`);
      if (!isOpen(to)) return;
      const current = moves.filter((move) => move.over === rows);
      const others = current.filter((move) => move.lead.id !== lead.id);
      // A second press comes before the rows of the first: it goes on from where the lead was.
      const origin = current.find((move) => move.lead.id === lead.id)?.lead ?? lead;
      setMoves([...others, { lead: origin, to, over: rows }]);
      void submit({ stage: to }, { method: "post", action: `${action}/${lead.id}/stage` });
      say(t("moved", { name: lead.name, stage: t(`stages.${to}`) }));
    },
  };
}
