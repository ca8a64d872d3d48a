import { X, type LucideIcon } from "lucide-react";
import { useEffect, useEffectEvent, useRef } from "react";
import { useTranslation } from "react-i18next";
import { useFetcher } from "react-router";
import { Button } from "../button.tsx";
import { useErrorText } from "../field.tsx";
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
  /** Takes it back, for the rows that it changed. */
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
  const taken = useRef<BulkAction | BulkStep>(undefined);
  const take = (step: BulkAction | BulkStep, rows: Record<string, string>) => {
    taken.current = step;
    void submit({ ...step.values, ...rows }, { method: step.method, action: step.action });
  };
  const announce = useEffectEvent((result: BulkResult) => {
    const step = taken.current;
    if ("error" in result) toast(errorText(result.error));
    if ("error" in result || !step) return;
    selection.clear();
    const { ids } = result;
    const said = step.done(ids.length);
    const undo = "undo" in step ? step.undo : undefined;
    if (undo && ids.length > 0) undoToast(said, () => take(undo, { ids: ids.join(",") }));
    else toast(said);
  });
  useEffect(() => {
    if (data) announce(data);
  }, [data]);
  const { count, total, all, ticked } = selection;
  if (count === 0) return <p className="sr-only" aria-live="polite" />;
  return (
    <section
      aria-label={t("list.actions")}
      className="sticky bottom-4 z-20 mx-auto mt-4 flex w-fit max-w-full flex-wrap items-center gap-x-2 gap-y-1 rounded-lg border border-line-strong bg-surface p-1.5 pl-3 text-13 shadow-raised max-md:bottom-[calc(4rem+env(safe-area-inset-bottom))]"
    >
      <p className="font-medium tabular-nums" aria-live="polite">
        {t("list.selected", { count })}
      </p>
      {!all && ticked === "all" && total > count && (
        <Button variant="ghost" onClick={selection.chooseAll}>
          {t("list.selectAll", { count: total })}
        </Button>
      )}
      {actions.map((action) => (
        <Button
          key={action.label}
          icon={<action.icon aria-hidden />}
          pending={state !== "idle"}
          onClick={() => take(action, selection.values())}
        >
          {action.label}
        </Button>
      ))}
      <IconButton
        label={t("list.deselect")}
        shortcut="Esc"
        icon={<X aria-hidden />}
        onClick={selection.clear}
      />
    </section>
  );
}
