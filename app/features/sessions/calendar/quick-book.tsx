import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { useFetcher } from "react-router";
import { addDays, dayOf, formatRange, type Reader, timeOf } from "#app/lib/dates.ts";
import { ButtonLink } from "#app/ui/button.tsx";
import { ComboboxField } from "#app/ui/combobox-field.tsx";
import { Dialog } from "#app/ui/dialog.tsx";
import { SelectField } from "#app/ui/fields.tsx";
import { Form, FormActions, SubmitButton } from "#app/ui/form.tsx";
import { toast } from "#app/ui/toast.tsx";
import { useZodForm } from "#app/ui/use-zod-form.ts";
import { slotText } from "../calendar.ts";
import { ClashNotice } from "../clash-notice.tsx";
import type { NewSessionAnswer } from "../session-form.server.ts";
import { BOOKABLE_STATES, type Crew, crewText, SESSION_KINDS, sessionSchema } from "../session.ts";
import type { Timed } from "../studio-day.ts";
import { HoursWarning } from "../hours-warning.tsx";
import type { CalendarRoom } from "./calendar-props.tsx";

/** What was drawn: a slot, and of what. */
export type Drawn = Timed & { roomId: string | null; crew: Crew[]; equipmentIds: string[] };

interface QuickBookProps {
  drawn: Drawn;
  rooms: readonly CalendarRoom[];
  reader: Reader;
  href: (path: string) => string;
  onClose: () => void;
}

/** Books a slot that was drawn, with what nobody but the person knows; all else is in the long form. */
export function QuickBook({ drawn, rooms, reader, href, onClose }: QuickBookProps) {
  const { t } = useTranslation(["sessions", "common"]);
  const fetcher = useFetcher<NewSessionAnswer>();
  const { data: answer, state } = fetcher;
  const { timeZone } = reader;
  const bookable = rooms.filter(({ isBookable }) => isBookable);
  const [first] = useState(() => drawn.roomId ?? bookable[0]?.id);
  const [form, fields] = useZodForm(sessionSchema, {
    lastResult: answer && "result" in answer ? answer.result : undefined,
    defaultValue: { roomId: first, kind: "recording", state: "confirmed" },
  });
  const isBooked = state === "idle" && answer !== undefined && "booked" in answer;
  useEffect(() => {
    if (!isBooked) return;
    toast(t("calendar.booked"));
    onClose();
  }, [isBooked, onClose, t]);
  const day = dayOf(drawn.startsAt, timeZone);
  const [from, to] = [timeOf(drawn.startsAt, timeZone), timeOf(drawn.endsAt, timeZone)];
  const lastDay = dayOf(drawn.endsAt, timeZone);
  const isSaidByItsEnd = lastDay === (to > from ? day : addDays(day, 1));
  const roomId = fields.roomId.value;
  const details = new URLSearchParams({
    ...(roomId && { room: roomId }),
    start: slotText(drawn.startsAt, timeZone),
    end: slotText(drawn.endsAt, timeZone),
  });
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={t("new")}
      description={[
        formatRange(drawn.startsAt, drawn.endsAt, reader),
        rooms.find(({ id }) => id === drawn.roomId)?.name,
      ]
        .filter(Boolean)
        .join(", ")}
    >
      <Form form={form} fetcher={fetcher} action={href("/sessions/new")}>
        {answer && "report" in answer && answer.report && (
          <ClashNotice
            report={answer.report}
            wished={roomId ? { roomId, times: drawn } : undefined}
            reader={reader}
            clashHref={href(`/sessions/${answer.report.clash.id}`)}
            waitHref={null}
          />
        )}
        <input type="hidden" name="stay" value="yes" />
        <input type="hidden" name="day" value={day} />
        <input type="hidden" name="from" value={from} />
        <input type="hidden" name="to" value={to} />
        {!isSaidByItsEnd && <input type="hidden" name="lastDay" value={lastDay} />}
        {drawn.crew.map((it) => (
          <input key={it.personId} type="hidden" name="crew" value={crewText(it)} />
        ))}
        {drawn.equipmentIds.map((id) => (
          <input key={id} type="hidden" name="equipmentIds" value={id} />
        ))}
        <ComboboxField
          field={fields.clientId}
          label={t("client")}
          source={href("/clients/options")}
          selected={null}
          autoFocus
        />
        {drawn.roomId === null ? (
          <SelectField
            field={fields.roomId}
            label={t("room")}
            options={bookable.map(({ id, name }) => ({ value: id, label: name }))}
          />
        ) : (
          <input type="hidden" name="roomId" value={drawn.roomId} />
        )}
        <HoursWarning
          field={fields.outsideHours}
          room={rooms.find(({ id }) => id === (drawn.roomId ?? roomId))}
          times={drawn}
          reader={reader}
        />
        <div className="grid grid-cols-2 gap-4">
          <SelectField
            field={fields.kind}
            label={t("kind")}
            options={SESSION_KINDS.map((value) => ({ value, label: t(`kinds.${value}`) }))}
          />
          <SelectField
            field={fields.state}
            label={t("state")}
            options={BOOKABLE_STATES.map((value) => ({ value, label: t(`states.${value}`) }))}
          />
        </div>
        <FormActions>
          <SubmitButton>{t("book")}</SubmitButton>
          <ButtonLink variant="ghost" to={`${href("/sessions/new")}?${details}`}>
            {t("calendar.allDetails")}
          </ButtonLink>
        </FormActions>
      </Form>
    </Dialog>
  );
}
