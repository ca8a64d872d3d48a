import { useEffect } from "react";
import { useLocation, useNavigate } from "react-router";
import { tinykeys } from "tinykeys";
import { isTyping } from "#app/ui/shortcuts.tsx";
import { besides, calendarSearch, type CalendarWish, readCalendar } from "../calendar.ts";

/** The first key of the shell's pairs ("g t"): what follows it soon is not ours. */
const LEADER = "g";
const LEADER_MS = 1_000;

/**
 * ← and → lead to what comes before and after, t to today, d w m a p to the views; pressed again, from
 * where one is going.
 */
export function useCalendarKeys(today: string) {
  const navigate = useNavigate();
  const { search } = useLocation();
  useEffect(() => {
    const parameters = new URLSearchParams(search);
    let going = readCalendar(parameters, today);
    let ledAt = -Infinity;
    const go = (next: () => CalendarWish) => (event: KeyboardEvent) => {
      if (isTyping(event.target) || event.defaultPrevented) return;
      if (event.timeStamp - ledAt < LEADER_MS) return;
      event.preventDefault();
      going = next();
      void navigate(calendarSearch(parameters, going));
    };
    const view = (name: CalendarWish["view"]) => go(() => ({ view: name, day: going.day }));
    return tinykeys(window, {
      [LEADER]: ({ timeStamp }) => {
        ledAt = timeStamp;
      },
      ArrowLeft: go(() => besides(going, -1)),
      ArrowRight: go(() => besides(going, 1)),
      t: go(() => ({ ...going, day: today })),
      ...{ d: view("day"), w: view("week"), m: view("month"), a: view("agenda") },
      p: view("timeline"),
    });
  }, [navigate, search, today]);
}
