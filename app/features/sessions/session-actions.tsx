import type { SubmissionResult } from "@conform-to/react";
import { Ellipsis, RotateCcw, Undo2, X } from "lucide-react";
import { useEffect, useEffectEvent, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { useFetcher } from "react-router";
import { formatDate, formatRange, formatTime, type Reader } from "#app/lib/dates.ts";
import { Button, buttonClass } from "#app/ui/button.tsx";
import { Menu, MenuAction, MenuSeparator } from "#app/ui/menu.tsx";
import { toast, useUndoToast } from "#app/ui/toast.tsx";
import { CancelDialog } from "./cancel-dialog.tsx";
import type { Challenged, RivalHold } from "./holds.server.ts";
import type { SessionState } from "./session.ts";
import { canCancel, isSessionStep, lastStepOf, SESSION_STEPS, stepsOf } from "./session-steps.ts";
import type { Clash } from "./sessions.server.ts";

/** What the routes of steps and of the cancellation answer. */
export type StepAnswer =
  /** `count`: so many of a series were cancelled. */
  | { ok: true; state: "cancelled"; count: number }
  | { ok: boolean; state: SessionState; clash?: Clash; first?: RivalHold; released?: RivalHold[] }
  | Challenged
  | { ok: false; result: SubmissionResult<string[]> };

interface SessionActionsProps {
  session: { id: string; state: SessionState; startsAt: Date; rank: number | null };
  isInSeries: boolean;
  now: Date;
  /** The session's own address, under which its steps are. */
  here: string;
  reader: Reader;
}

/** The next step as a button, the others in a menu. */
export function SessionActions({ session, isInSeries, now, here, reader }: SessionActionsProps) {
  const { t } = useTranslation(["sessions", "common"]);
  const [isCancelling, setCancelling] = useState(false);
  const { fetcher, submit } = useSteps({ session, here, reader }, () => setCancelling(false));
  const [next, ...others] = stepsOf(session, now);
  const last = lastStepOf(session);
  const mayCancel = canCancel(session);
  const isBehind = (session.rank ?? 1) > 1;
  const pending = fetcher.state !== "idle";
  return (
    <>
      {session.state === "cancelled" && (
        <Button
          icon={<RotateCcw aria-hidden />}
          pending={pending}
          onClick={() => submit("delete", "cancellation")}
        >
          {t("restore")}
        </Button>
      )}
      {isBehind && (
        <Button pending={pending} onClick={() => submit("post", "challenge")}>
          {t("hold.challenge")}
        </Button>
      )}
      {(others.length > 0 || last || mayCancel) && (
        <Menu
          align="end"
          trigger={
            <button
              type="button"
              aria-label={t("common:more")}
              className={`${buttonClass()} w-8 px-0 pointer-coarse:w-11`}
            >
              <Ellipsis aria-hidden />
            </button>
          }
        >
          {others.map((step) => (
            <MenuAction key={step} onSelect={() => submit("post", step)}>
              {t(`steps.${step}`)}
            </MenuAction>
          ))}
          {last && (
            <MenuAction icon={Undo2} onSelect={() => submit("delete", last)}>
              {t("takeBack", { state: t(`states.${SESSION_STEPS[last].from}`) })}
            </MenuAction>
          )}
          {mayCancel && (
            <>
              <MenuSeparator />
              <MenuAction icon={X} danger onSelect={() => setCancelling(true)}>
                {t("steps.cancellation")}
              </MenuAction>
            </>
          )}
        </Menu>
      )}
      {next && (
        <Button variant="primary" pending={pending} onClick={() => submit("post", next)}>
          {t(`steps.${next}`)}
        </Button>
      )}
      {mayCancel && (
        <CancelDialog
          open={isCancelling}
          onOpenChange={setCancelling}
          fetcher={fetcher}
          action={`${here}/cancellation`}
          isInSeries={isInSeries}
        />
      )}
    </>
  );
}

type Refusal = { state: SessionState; clash?: Clash; first?: RivalHold };
type Steps = Omit<SessionActionsProps, "now" | "isInSeries">;
type Method = "post" | "delete";

/** Sends steps and says how they ended; what was done can be undone for ten seconds. */
function useSteps({ session, here, reader }: Steps, onDone: () => void) {
  const { t } = useTranslation(["sessions", "series"]);
  const fetcher = useFetcher<StepAnswer>();
  const offerUndo = useUndoToast();
  const asked = useRef({ method: "post", step: "", before: session.state });
  const { formAction, formMethod, data } = fetcher;
  useEffect(() => {
    if (!formAction) return;
    const step = formAction.split("/").at(-1) ?? "";
    asked.current = { method: formMethod?.toLowerCase() ?? "", step, before: session.state };
    // The state that it was in when the step was asked for, not the one that it has by the answer.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [formAction, formMethod]);

  const submit = (method: Method, step: string, state = "tentative") =>
    void fetcher.submit({ state }, { method, action: `${here}/${step}` });

  const announce = useEffectEvent((answer: StepAnswer) => {
    if ("result" in answer) return;
    const { method, step, before } = asked.current;
    if (!("state" in answer)) return toast(challengeText(answer));
    if (!answer.ok) return toast(refusalOf(answer));
    onDone();
    if ("count" in answer) return toast(t("series:cancelled", { count: answer.count }));
    const given = answer.released?.length ?? 0;
    if (given > 0)
      return toast(`${t("taken.confirmation")} ${t("hold.released", { count: given })}`);
    if (method === "delete") return toast(t("takenBack", { state: t(`states.${answer.state}`) }));
    if (step !== "cancellation" && !isSessionStep(step)) return;
    offerUndo(t(`taken.${step}`), () => submit("delete", step, before));
  });
  const challengeText = (answer: Challenged) => {
    if (!answer.ok) return t("hold.notChallenged");
    const { first, until } = answer;
    const when = `${formatDate(until, reader)}, ${formatTime(until, reader)}`;
    return t("hold.challenged", { client: first.client, until: when });
  };
  const refusalOf = ({ state, clash, first }: Refusal) => {
    if (first) return t("hold.outranked", { client: first.client });
    if (!clash) return t("moved", { state: t(`states.${state}`) });
    const { what, client, startsAt, endsAt } = clash;
    return t("cannotRestore", { what, client, when: formatRange(startsAt, endsAt, reader) });
  };
  useEffect(() => {
    if (data) announce(data);
  }, [data]);
  return { fetcher, submit };
}
