import { addDays } from "#app/lib/dates.ts";
import { readSlot, slotText } from "./calendar.ts";
import type { Timed } from "./studio-day.ts";

/** The name of the buttons that offer another slot; one press books it with all that was typed. */
export const CHOICE = "choice";

/** A room and a time as such a button says it: "<room>~2026-11-20T14:00~2026-11-20T18:00". */
export function choiceText(roomId: string, { startsAt, endsAt }: Timed, timeZone: string): string {
  return [roomId, slotText(startsAt, timeZone), slotText(endsAt, timeZone)].join("~");
}

/** Puts the chosen slot in the place of the one that was typed, where there is one. */
export function applyChoice(formData: FormData): void {
  const choice = formData.get(CHOICE);
  formData.delete(CHOICE);
  if (typeof choice !== "string") return;
  const [roomId = "", startText = "", endText = ""] = choice.split("~");
  const [start, end] = [readSlot(startText), readSlot(endText)];
  if (!start || !end) return;
  formData.set("roomId", roomId);
  formData.set("day", start.day);
  formData.set("from", start.time);
  formData.set("to", end.time);
  formData.set("lastDay", end.day === endOf(start, end.time) ? "" : end.day);
}

// The day of an end that is said by its time alone.
function endOf({ day, time }: { day: string; time: string }, to: string): string {
  return to > time ? day : addDays(day, 1);
}
