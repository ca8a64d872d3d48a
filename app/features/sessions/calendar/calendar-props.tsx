import type { OpeningHours } from "#app/features/rooms/opening-hours.ts";
import type { Reader } from "#app/lib/dates.ts";
import type { CalendarSession } from "../session-lists.server.ts";
import type { StudioClock, Timed } from "../studio-day.ts";
import type { Draft, ResourceKind } from "./draft.ts";
import type { ViewClash } from "./ghost.tsx";

export type CalendarRoom = {
  id: string;
  name: string;
  colour: number;
  isBookable: boolean;
  minutesBefore: number;
  minutesAfter: number;
  openingHours: OpeningHours;
};

/** A row or a column: a room, a person, a unit of equipment. */
export type CalendarResource = {
  id: string;
  name: string;
  colour?: number;
  /** Of a room. */
  openingHours?: OpeningHours;
};

/** What every calendar of sessions takes. */
export interface CalendarProps {
  rooms: readonly CalendarRoom[];
  sessions: readonly CalendarSession[];
  clock: StudioClock;
  reader: Reader;
  today: string;
  now: Date;
  sessionHref: (id: string) => string;
  /** Where one books a room from a slot on. */
  bookHref: (roomId: string, slot: string) => string;
  moving: Moving;
}

/** How sessions are moved, and slots drawn, in a calendar. */
export interface Moving {
  mayMove: (session: CalendarSession) => boolean;
  drop: (draft: Draft, kind: ResourceKind) => void;
  clashOf: (draft: Draft, kind: ResourceKind) => ViewClash;
  openDialog: (session: CalendarSession) => void;
  /** What is asked for by a slot that was drawn. */
  draw: (slot: Timed, kind: ResourceKind, resourceId: string | null) => void;
  mayDraw: boolean;
  /** Whether something is held: what others change is not shown under it. */
  hold: (isHeld: boolean) => void;
}
