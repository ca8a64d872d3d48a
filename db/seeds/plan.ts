import type { Isolation } from "#db/schema/control/index.ts";
import type { projects, rooms, settings } from "#db/schema/studio/index.ts";
import type { RowOf } from "./table.ts";

export type DemoSlug = "lumiere" | "atelier" | "grandmix";

/** What a client does; it decides what they book and how they are called. */
export type Trade = "artist" | "band" | "label" | "film" | "agency" | "podcast";

export type ProjectKind = RowOf<typeof projects>["kind"];
type Identity = Pick<
  RowOf<typeof settings>,
  | "accent"
  | "legalName"
  | "address"
  | "phone"
  | "email"
  | "siret"
  | "vatNumber"
  | "access"
  | "parking"
  | "doorCode"
  | "overtimePercent"
>;

/** What sets one demo studio apart; everything else follows from it and from the day. */
export type StudioPlan = Identity & {
  slug: DemoSlug;
  name: string;
  isolation: Isolation;
  ownerEmail: string;
  ownerName: string;
  /** Where its clients live, and how many of a hundred. */
  cities: Readonly<Record<string, number>>;
  trades: Readonly<Record<Trade, number>>;
  /** The first digits of landline numbers, in a range that ARCEP keeps for fiction. */
  landline: string;
  /** The country and registrant codes of its recordings. */
  isrcPrefix: string;
  clients: number;
  equipment: number;
  projects: number;
  projectKinds: Readonly<Record<ProjectKind, number>>;
  /** How full a weekday of high season is, from 0 to 1. */
  load: number;
  rooms: readonly RoomPlan[];
};

export type RoomPlan = Pick<
  RowOf<typeof rooms>,
  | "name"
  | "kind"
  | "colour"
  | "capacity"
  | "hourlyRateCents"
  | "halfDayRateCents"
  | "dayRateCents"
  | "description"
>;
