import type { today as french } from "../fr/today.ts";
import type { TranslationOf } from "../translation-of.ts";

export const today = {
  title: "Today",
  book: "Book",
  lanes: "Rooms today",
  seeDay: "See the day",
  busyUntil: "{{client}}, until {{time}}",
  freeUntil: "Free until {{time}}",
  free: "Free",
  next: "Up next",
  late: "Late",
  followUps: "Leads to follow up",
  overdue: "Overdue projects",
  servicesDue: "Maintenance due",
  consumablesLow: "Consumables to buy",
  seeAll: "See all",
  shouldStart: "was to start {{when}}",
  shouldEnd: "was to end {{when}}",
  dueOn: "due {{day}}",
  nothingNext: "Nothing is booked after this.",
  nothingLate: "Nothing is late.",
  figures: {
    booked: "Booked today",
    sessions_one: "{{count}} session",
    sessions_other: "{{count}} sessions",
    week: "A room and day, this week",
    average: "Average of the 30 days before: {{duration}}",
    month: "Sessions this month to date",
    monthBefore: "Last month at this date: {{amount}}",
  },
  noRooms: {
    title: "Welcome. Let’s begin with a room",
    text: "One room, one client, and the first session can be booked. This page then shows the day as it goes.",
    action: "Add a room",
  },
} satisfies TranslationOf<typeof french>;
