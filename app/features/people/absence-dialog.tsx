import type { SubmissionResult } from "@conform-to/react";
import { CalendarOff } from "lucide-react";
import { useEffect, useEffectEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { useFetcher } from "react-router";
import { Button } from "#app/ui/button.tsx";
import { Dialog, DialogCancel } from "#app/ui/dialog.tsx";
import { DateField, TextField, TimeField } from "#app/ui/fields.tsx";
import { Form, SubmitButton } from "#app/ui/form.tsx";
import { toast } from "#app/ui/toast.tsx";
import { useZodForm } from "#app/ui/use-zod-form.ts";
import type { PersonSession } from "./absences.server.ts";
import { absenceSchema, type Clock } from "./person.ts";
import { PersonSessions } from "./person-sessions.tsx";

/** What the address of the absences answers: why it refused, or the sessions that the new one breaks. */
export type AbsenceAnswer = { refused: SubmissionResult<string[]> } | { broken: PersonSession[] };

interface AbsenceDialogProps {
  /** The address of the absences. */
  action: string;
  /** The studio's day, which the form begins with. */
  today: string;
  clock: Clock;
  hrefOfSession: (id: string) => string;
}

/** The button, the form that it opens, and what the absence breaks. */
export function AbsenceDialog(props: AbsenceDialogProps) {
  const { t } = useTranslation("people");
  const [open, setOpen] = useState(false);
  return (
    <Dialog
      title={t("absences.new")}
      open={open}
      onOpenChange={setOpen}
      trigger={
        <Button size="sm" icon={<CalendarOff aria-hidden />}>
          {t("absences.add")}
        </Button>
      }
    >
      <AbsenceForm {...props} onDone={() => setOpen(false)} />
    </Dialog>
  );
}

function AbsenceForm({
  action,
  today,
  onDone,
  ...reading
}: AbsenceDialogProps & { onDone: () => void }) {
  const { t } = useTranslation("people");
  const fetcher = useFetcher<AbsenceAnswer>();
  const dawn = reading.clock.dayStartsAt;
  const answer = fetcher.data;
  const broken = answer && "broken" in answer ? answer.broken : undefined;
  const [form, fields] = useZodForm(absenceSchema, {
    lastResult: answer && "refused" in answer ? answer.refused : undefined,
    defaultValue: { firstDay: today },
  });
  const added = useEffectEvent(() => {
    toast(t("absences.wasAdded"));
    onDone();
  });
  const isHarmless = broken?.length === 0;
  useEffect(() => {
    if (isHarmless) added();
  }, [isHarmless]);
  if (broken && broken.length > 0) return <Broken sessions={broken} {...reading} />;
  return (
    <Form form={form} fetcher={fetcher} action={action}>
      <div className="grid grid-cols-2 gap-4 max-sm:grid-cols-1">
        <DateField field={fields.firstDay} label={t("absences.firstDay")} autoFocus />
        <DateField field={fields.lastDay} label={t("absences.lastDay")} />
        <TimeField field={fields.from} label={t("absences.from")} />
        <TimeField field={fields.to} label={t("absences.to")} />
      </div>
      <p className="-mt-2 text-12 text-muted">
        {t("absences.daysHelp")} {dawn !== "00:00" && t("absences.nightHelp", { dawn })}
      </p>
      <TextField field={fields.reason} label={t("absences.reason")} autoComplete="off" />
      <div className="flex justify-end gap-2">
        <DialogCancel />
        <SubmitButton>{t("absences.save")}</SubmitButton>
      </div>
    </Form>
  );
}

type BrokenProps = Pick<AbsenceDialogProps, "clock" | "hrefOfSession"> & {
  sessions: readonly PersonSession[];
};

function Broken({ sessions, clock, hrefOfSession }: BrokenProps) {
  const { t } = useTranslation(["people", "common"]);
  return (
    <div className="flex flex-col gap-4">
      <div role="alert" className="rounded-md border border-warning/40 bg-warning-soft p-3 text-13">
        <strong className="block font-semibold text-warning-ink">
          {t("absences.breaks", { count: sessions.length })}
        </strong>
        {t("absences.breaksText")}
      </div>
      <div className="rounded-md border border-line">
        <PersonSessions sessions={sessions} timeZone={clock.timeZone} hrefOf={hrefOfSession} />
      </div>
      <div className="flex justify-end">
        <DialogCancel>{t("common:close")}</DialogCancel>
      </div>
    </div>
  );
}
