import { getZodConstraint, parseWithZod } from "@conform-to/zod/v4";
import { useForm } from "@conform-to/react";
import { useId } from "react";
import { useTranslation } from "react-i18next";
import { dayOf, formatDuration, timeOf } from "#app/lib/dates.ts";
import { Dialog } from "#app/ui/dialog.tsx";
import { DateField, SelectField, TimeField } from "#app/ui/fields.tsx";
import { Form, FormActions, SubmitButton } from "#app/ui/form.tsx";
import type { CalendarSession } from "../session-lists.server.ts";
import { minutesOf, timesOf, timesTyped, typedSlotSchema } from "../session.ts";
import type { CalendarRoom } from "./calendar-props.tsx";
import type { Move } from "./use-moves.tsx";

interface SlotDialogProps {
  session: CalendarSession;
  rooms: readonly CalendarRoom[];
  timeZone: string;
  onMove: (move: Move) => void;
  onClose: () => void;
}

/** A drag by typing: another day, other times, another room. */
export function SlotDialog({ session, rooms, timeZone, onMove, onClose }: SlotDialogProps) {
  const { t } = useTranslation("sessions");
  const { startsAt, endsAt, roomId } = session;
  const [form, fields] = useForm({
    id: useId(),
    defaultValue: {
      roomId,
      day: dayOf(startsAt, timeZone),
      from: timeOf(startsAt, timeZone),
      to: timeOf(endsAt, timeZone),
      lastDay: dayOf(endsAt, timeZone),
    },
    constraint: getZodConstraint(typedSlotSchema),
    shouldRevalidate: "onInput",
    onValidate: ({ formData }) => parseWithZod(formData, { schema: typedSlotSchema }),
    onSubmit(event, { submission }) {
      event.preventDefault();
      if (submission?.status !== "success") return;
      const to = timesOf(submission.value, timeZone);
      if (!to) return;
      const room = submission.value.roomId;
      onMove({
        session,
        to,
        ...(room !== roomId && { swap: { kind: "room", from: roomId, to: room } }),
      });
      onClose();
    },
  });
  const typed = timesTyped(
    {
      day: fields.day.value,
      from: fields.from.value,
      to: fields.to.value,
      lastDay: fields.lastDay.value,
    },
    timeZone,
  );
  const options = rooms
    .filter(({ id, isBookable }) => isBookable || id === roomId)
    .map(({ id, name }) => ({ value: id, label: name }));
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={t("drag.title", { client: session.client })}
    >
      <Form form={form}>
        <SelectField field={fields.roomId} label={t("room")} options={options} />
        <div className="grid grid-cols-2 gap-4">
          <DateField field={fields.day} label={t("day")} />
          <TimeField field={fields.from} label={t("from")} />
          <DateField field={fields.lastDay} label={t("lastDay")} />
          <TimeField
            field={fields.to}
            label={t("to")}
            help={typed && formatDuration(minutesOf(typed))}
          />
        </div>
        <FormActions>
          <SubmitButton>{t("drag.submit")}</SubmitButton>
        </FormActions>
      </Form>
    </Dialog>
  );
}
