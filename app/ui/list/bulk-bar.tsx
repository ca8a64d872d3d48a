import { X, type LucideIcon } from "lucide-react";
import { useEffect, useEffectEvent, useId, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { useFetcher } from "react-router";
import { Button } from "../button.tsx";
import { Dialog, DialogCancel } from "../dialog.tsx";
import { useErrorText } from "../field.tsx";
import { FormActions } from "../form.tsx";
import { IconButton } from "../icon-button.tsx";
import { toast, useUndoToast } from "../toast.tsx";
import type { Selection } from "./use-selection.ts";

/** What the address of a bulk action answers: the rows that it changed, or why none. */
export type BulkResult = { ids: string[] } | { error: string };

interface BulkStep {
  action: string;
  method: "post" | "delete";
  /** Besides the selection: which tag. */
  values?: Record<string, string>;
  /** What to say when it is done. */
  done: (count: number) => string;
}

export interface BulkAction extends BulkStep {
  label: string;
  icon: LucideIcon;
  /** A word that it asks for first. */
  ask?: { name: string; label: string; suggestions: readonly string[] };
  /** Takes it back, for the rows that it changed and with the word that was asked for. */
  undo?: BulkStep;
}

interface BulkBarProps {
  selection: Selection;
  actions: readonly BulkAction[];
}

/** What can be done with the ticked rows. It stands above the page's end while some are. */
export function BulkBar({ selection, actions }: BulkBarProps) {
  const { t } = useTranslation();
  const { submit, data, state } = useFetcher<BulkResult>();
  const errorText = useErrorText();
  const undoToast = useUndoToast();
  const taken = useRef<{ step: BulkAction | BulkStep; asked: Record<string, string> }>(undefined);
  const take = (
    step: BulkAction | BulkStep,
    rows: Record<string, string>,
    asked: Record<string, string> = {},
  ) => {
    taken.current = { step, asked };
    const values = { ...step.values, ...asked, ...rows };
    void submit(values, { method: step.method, action: step.action });
  };
  const announce = useEffectEvent((result: BulkResult) => {
    if ("error" in result) toast(errorText(result.error));
    if ("error" in result || !taken.current) return;
    const { step, asked } = taken.current;
    selection.clear();
    const { ids } = result;
    const said = step.done(ids.length);
    const undo = "undo" in step ? step.undo : undefined;
    if (undo && ids.length > 0) undoToast(said, () => take(undo, { ids: ids.join(",") }, asked));
    else toast(said);
  });
  useEffect(() => {
    if (data) announce(data);
  }, [data]);
  const { count, total, offersAll } = selection;
  const said = count > 0 && t("list.selected", { count });
  return (
    <>
      {/* Stands before there is something to say, or it would not be heard. */}
      <p className="sr-only" aria-live="polite">
        {said}
      </p>
      {said && (
        <section
          aria-label={t("list.actions")}
          className="sticky bottom-4 z-20 mx-auto mt-4 flex w-fit max-w-full flex-wrap items-center gap-x-2 gap-y-1 rounded-lg border border-line-strong bg-surface p-1.5 pl-3 text-13 shadow-raised max-md:bottom-[calc(4rem+env(safe-area-inset-bottom))]"
        >
          <p className="font-medium tabular-nums">{said}</p>
          {offersAll && (
            <Button variant="ghost" onClick={selection.chooseAll}>
              {t("list.selectAll", { count: total })}
            </Button>
          )}
          {actions.map((action) =>
            action.ask ? (
              <AskingAction
                key={action.label}
                action={action}
                ask={action.ask}
                pending={state !== "idle"}
                onTake={(asked) => take(action, selection.values(), asked)}
              />
            ) : (
              <Button
                key={action.label}
                icon={<action.icon aria-hidden />}
                pending={state !== "idle"}
                onClick={() => take(action, selection.values())}
              >
                {action.label}
              </Button>
            ),
          )}
          <IconButton
            label={t("list.deselect")}
            shortcut="Esc"
            icon={<X aria-hidden />}
            onClick={selection.clear}
          />
        </section>
      )}
    </>
  );
}

interface AskingActionProps {
  action: BulkAction;
  ask: NonNullable<BulkAction["ask"]>;
  pending: boolean;
  onTake: (asked: Record<string, string>) => void;
}

function AskingAction({ action, ask, pending, onTake }: AskingActionProps) {
  const [isOpen, setOpen] = useState(false);
  const [word, setWord] = useState("");
  const list = useId();
  return (
    <Dialog
      title={action.label}
      open={isOpen}
      onOpenChange={setOpen}
      trigger={
        <Button icon={<action.icon aria-hidden />} pending={pending}>
          {action.label}
        </Button>
      }
    >
      <form
        className="flex flex-col gap-5"
        onSubmit={(event) => {
          event.preventDefault();
          if (!word.trim()) return;
          setOpen(false);
          setWord("");
          onTake({ [ask.name]: word.trim() });
        }}
      >
        <label className="flex flex-col gap-1.5 text-13 font-medium">
          {ask.label}
          <input
            value={word}
            onChange={({ currentTarget: { value } }) => setWord(value)}
            list={list}
            required
            maxLength={60}
            autoComplete="off"
            className="control control-line font-normal"
          />
        </label>
        <datalist id={list}>
          {ask.suggestions.map((each) => (
            <option key={each}>{each}</option>
          ))}
        </datalist>
        <FormActions>
          <Button type="submit" variant="primary">
            {action.label}
          </Button>
          <DialogCancel />
        </FormActions>
      </form>
    </Dialog>
  );
}
