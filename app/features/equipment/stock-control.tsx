import type { SubmissionResult } from "@conform-to/react";
import { Minus, Plus } from "lucide-react";
import { useEffect, useEffectEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { useFetcher, useFetchers, useRevalidator, useSubmit } from "react-router";
import { Dialog, DialogCancel } from "#app/ui/dialog.tsx";
import { NumberField } from "#app/ui/fields.tsx";
import { Form, SubmitButton } from "#app/ui/form.tsx";
import { IconButton } from "#app/ui/icon-button.tsx";
import { toast } from "#app/ui/toast.tsx";
import { useZodForm } from "#app/ui/use-zod-form.ts";
import { quantitySchema } from "./consumable.ts";

/** What the address of movements answers: how many there are, and whether that was too few. */
export type MovementAnswer = { moved: number } | { left: number };

/** What the address of a quantity answers: why it refused, or how many there are. */
export type QuantityAnswer = { refused: SubmissionResult<string[]> } | { counted: number };

/** How many there will be once all that is under way has arrived. `action`: the consumable's address. */
export function useExpected(quantity: number, action: string): number {
  const fetchers = useFetchers();
  const valueOf = (address: string, name: string) =>
    fetchers
      .filter(({ formAction, formData }) => formAction === address && formData?.has(name))
      .map(({ formData }) => Number(formData?.get(name)));
  const counted = valueOf(`${action}/quantity`, "quantity").at(-1);
  if (counted !== undefined && Number.isInteger(counted) && counted >= 0) return counted;
  const moved = valueOf(`${action}/movements`, "by").reduce((sum, by) => sum + by, 0);
  return Math.max(0, quantity + moved);
}

interface StockControlProps {
  consumable: { name: string; unit: string; quantity: number };
  /** The consumable's address. */
  action: string;
}

// Tells the presses of a page apart; a random id would need a secure address.
let pressed = 0;

/** One less, so many, one more: each press is sent on its own, so that none replaces another. */
export function StockControl({ consumable: { name, unit, quantity }, action }: StockControlProps) {
  const { t } = useTranslation("equipment");
  const submit = useSubmit();
  const [presses, setPresses] = useState<string[]>([]);
  const expected = useExpected(quantity, action);
  const move = (by: 1 | -1) => {
    const to = `${action}/movements`;
    pressed += 1;
    const fetcherKey = `${to} ${pressed}`;
    void submit({ by }, { method: "post", action: to, navigate: false, fetcherKey });
    setPresses((under) => [...under, fetcherKey]);
  };
  return (
    <div className="relative flex items-center justify-end">
      <IconButton
        label={t("consumables.less", { name })}
        icon={<Minus aria-hidden />}
        disabled={expected === 0}
        onClick={() => move(-1)}
      />
      <QuantityDialog {...{ name, unit, quantity, expected }} action={`${action}/quantity`} />
      <IconButton
        label={t("consumables.more", { name })}
        icon={<Plus aria-hidden />}
        onClick={() => move(1)}
      />
      {presses.map((key) => (
        <Press
          key={key}
          fetcherKey={key}
          name={name}
          onDone={() => setPresses((under) => under.filter((it) => it !== key))}
        />
      ))}
    </div>
  );
}

interface PressProps {
  fetcherKey: string;
  name: string;
  onDone: () => void;
}

/** A press that is under way: says how many are left where somebody else was faster. */
function Press({ fetcherKey, name, onDone }: PressProps) {
  const { t } = useTranslation("equipment");
  const { data: answer, state } = useFetcher<MovementAnswer>({ key: fetcherKey });
  const { revalidate } = useRevalidator();
  const answered = useEffectEvent((answer: MovementAnswer) => {
    if ("left" in answer) {
      toast(t("consumables.left", { name, quantity: answer.left }));
      // What was refused changed nothing, so that the router reads nothing anew by itself.
      void revalidate();
    }
    onDone();
  });
  useEffect(() => {
    if (state === "idle" && answer) answered(answer);
  }, [state, answer]);
  return null;
}

interface QuantityDialogProps {
  name: string;
  unit: string;
  quantity: number;
  expected: number;
  action: string;
}

/** The number, and the form that it opens: how many were counted. */
function QuantityDialog({ name, unit, quantity, expected, action }: QuantityDialogProps) {
  const { t } = useTranslation("equipment");
  const [open, setOpen] = useState(false);
  return (
    <Dialog
      title={t("consumables.counted", { name })}
      open={open}
      onOpenChange={setOpen}
      trigger={
        <button
          type="button"
          aria-label={t("consumables.set", { name, quantity: expected, unit })}
          className="min-h-6 min-w-9 rounded-sm px-1 text-center font-medium tabular-nums hover:bg-hover pointer-coarse:min-h-11"
        >
          {expected}
        </button>
      }
    >
      <QuantityForm {...{ unit, quantity, action }} onDone={() => setOpen(false)} />
    </Dialog>
  );
}

interface QuantityFormProps {
  unit: string;
  quantity: number;
  action: string;
  onDone: () => void;
}

function QuantityForm({ unit, quantity, action, onDone }: QuantityFormProps) {
  const { t } = useTranslation(["equipment", "common"]);
  const fetcher = useFetcher<QuantityAnswer>();
  const { data: answer, state } = fetcher;
  const [form, fields] = useZodForm(quantitySchema, {
    lastResult: answer && "refused" in answer ? answer.refused : undefined,
    defaultValue: { quantity },
  });
  const isDone = state === "idle" && answer !== undefined && "counted" in answer;
  const done = useEffectEvent(onDone);
  useEffect(() => {
    if (isDone) done();
  }, [isDone]);
  return (
    <Form form={form} fetcher={fetcher} action={action}>
      <NumberField
        field={fields.quantity}
        label={t("consumables.quantity")}
        suffix={unit}
        align="end"
        autoFocus
      />
      <div className="flex justify-end gap-2">
        <DialogCancel />
        <SubmitButton>{t("common:save")}</SubmitButton>
      </div>
    </Form>
  );
}
