import { z } from "zod";
import { addDays, instantAt, isDay } from "#app/lib/dates.ts";

/**
 * How a value is read: `words`, a choice whose words stand at that message key; `row`, the id of another
 * row; `lines`, several of several words; `cents`, money in the studio's currency; `swatch`, one of the twelve colours.
 */
export type Reading =
  | "text"
  | "number"
  | "cents"
  | "yesNo"
  | "instant"
  | "day"
  | "time"
  | "seconds"
  | "swatch"
  | "row"
  | "lines"
  | { words: string };

/** Every audited table by its columns, in the order in which a change shows them. Their words: `audit:columns`. */
export const things = {
  clients: {
    name: "text",
    kind: { words: "clients:kinds" },
    email: "text",
    phone: "text",
    city: "text",
    is_vip: "yesNo",
    notes: "text",
    archived_at: "instant",
  },
  rooms: {
    name: "text",
    kind: { words: "rooms:kinds" },
    colour: "swatch",
    capacity: "number",
    hourly_rate_cents: "cents",
    half_day_rate_cents: "cents",
    day_rate_cents: "cents",
    minutes_before: "number",
    minutes_after: "number",
    booths: "number",
    opening_hours: "text",
    is_bookable_by_clients: "yesNo",
    description: "text",
    archived_at: "instant",
  },
  equipment: {
    name: "text",
    kind: { words: "equipment:kinds" },
    maker: "text",
    serial_number: "text",
    condition: { words: "equipment:conditions" },
    room_id: "row",
    purchased_on: "day",
    purchase_price_cents: "cents",
    notes: "text",
    code: "text",
    archived_at: "instant",
  },
  kits: { name: "text", notes: "text", archived_at: "instant" },
  kit_items: { kit_id: "row", equipment_id: "row", any_count: "number" },
  services: {
    equipment_id: "row",
    kind: { words: "equipment:services.kinds" },
    done_on: "day",
    done_by: "text",
    cost_cents: "cents",
    note: "text",
    interval_months: "number",
    next_due_on: "day",
  },
  projects: {
    title: "text",
    client_id: "row",
    kind: { words: "projects:kinds" },
    state: { words: "projects:states" },
    due_on: "day",
    budget_cents: "cents",
    notes: "text",
  },
  tracks: {
    title: "text",
    project_id: "row",
    position: "number",
    state: { words: "projects:tracks.states" },
    duration_seconds: "seconds",
    bpm: "number",
    musical_key: "text",
    isrc: "text",
  },
  sessions: {
    starts_at: "instant",
    ends_at: "instant",
    client_id: "row",
    room_id: "row",
    project_id: "row",
    kind: { words: "sessions:kinds" },
    state: { words: "sessions:states" },
    price_cents: "cents",
    notes: "text",
    cancelled_at: "instant",
    cancellation_reason: "text",
    held_at: "instant",
    held_until: "instant",
    challenged_at: "instant",
    series_id: "row",
    occurrence_day: "day",
  },
  series: {
    rule: "text",
    first_day: "day",
    from_time: "time",
    to_time: "time",
    end_days: "number",
    exceptions: "text",
    client_id: "row",
    project_id: "row",
    room_id: "row",
    kind: { words: "sessions:kinds" },
    price_cents: "cents",
    notes: "text",
  },
  waiting: {
    client_id: "row",
    project_id: "row",
    room_id: "row",
    kind: { words: "sessions:kinds" },
    earliest_day: "day",
    latest_day: "day",
    from_time: "time",
    to_time: "time",
    minutes: "number",
    note: "text",
    created_by: "text",
    closed_at: "instant",
    session_id: "row",
  },
  allocations: {
    session_id: "row",
    room_id: "row",
    person_id: "row",
    equipment_id: "row",
    role: { words: "people:trades" },
    claim: { words: "sessions:claims" },
    taken_from: "instant",
    taken_until: "instant",
  },
  people: {
    name: "text",
    trade: { words: "people:trades" },
    email: "text",
    phone: "text",
    user_id: "text",
    notes: "text",
    archived_at: "instant",
  },
  call_sheets: {
    session_id: "row",
    access: "text",
    parking: "text",
    door_code: "text",
    notes: "text",
    calls: "lines",
    guests: "lines",
    schedule: "lines",
    breaks: "lines",
  },
  time_entries: {
    session_id: "row",
    person_id: "row",
    kind: { words: "clock:kinds" },
    started_at: "instant",
    ended_at: "instant",
    rate_cents: "cents",
    billed_minutes: "number",
    amount_cents: "cents",
    note: "text",
  },
  checkouts: {
    equipment_id: "row",
    session_id: "row",
    person_id: "row",
    out_at: "instant",
    due_at: "instant",
    returned_at: "instant",
    condition_on_return: { words: "equipment:conditions" },
    note: "text",
  },
  absences: { person_id: "row", starts_at: "instant", ends_at: "instant", reason: "text" },
  feeds: {
    label: "text",
    room_id: "row",
    person_id: "row",
    client_id: "row",
    created_by: "text",
    revoked_at: "instant",
  },
  departures: {
    session_id: "row",
    left_room_id: "row",
    left_person_id: "row",
    left_client_id: "row",
    left_at: "instant",
    times: "number",
    room_id: "row",
    client_id: "row",
    kind: { words: "sessions:kinds" },
    starts_at: "instant",
    ends_at: "instant",
    sequence: "number",
  },
  settings: {
    accent: "text",
    language: { words: "settings:studio.languages" },
    currency: { words: "settings:currencies" },
    time_zone: "text",
    day_starts_at: "time",
    legal_name: "text",
    address: "text",
    phone: "text",
    email: "text",
    siret: "text",
    vat_number: "text",
    access: "text",
    parking: "text",
    door_code: "text",
    overtime_percent: "number",
  },
  counters: { name: "text", value: "number" },
  call_sheet_copies: {
    session_id: "row",
    recipient: "text",
    name: "text",
    language: { words: "settings:studio.languages" },
    told_at: "instant",
  },
  outbox: {
    kind: "text",
    due_at: "instant",
    attempts: "number",
    last_error: "text",
    done_at: "instant",
  },
} as const satisfies Record<string, Record<string, Reading>>;

export type Thing = keyof typeof things;
/** `rooms.name`: a column at its message key. */
export type ThingColumn = { [T in Thing]: `${T}.${keyof (typeof things)[T] & string}` }[Thing];

export const thingNames = Object.keys(things) as [Thing, ...Thing[]];
export const actions = ["insert", "update", "delete"] as const;
export type Action = (typeof actions)[number];

/** Who did what no person did, as a filter. */
export const PLATFORM = "platform";

function ifGiven<Schema extends z.ZodType>(schema: Schema) {
  return schema.optional().catch(undefined);
}

/** The search parameters of the page. What is none of ours filters nothing. */
export const changeFilterSchema = z.object({
  person: ifGiven(z.union([z.literal(PLATFORM), z.uuid()])),
  thing: ifGiven(z.enum(thingNames)),
  action: ifGiven(z.enum(actions)),
  from: ifGiven(z.string().refine(isDay)),
  to: ifGiven(z.string().refine(isDay)),
  address: ifGiven(
    z.string().transform((typed) => typed.replaceAll("\0", "").trim().toLowerCase() || undefined),
  ),
  row: ifGiven(z.uuid()),
  /** The change that a page begins after. */
  after: ifGiven(z.uuid().toLowerCase()),
});
export type ChangeFilter = z.output<typeof changeFilterSchema>;

/** Half-open, [since, until): the calendar days from and to, both included, as clocks in the studio show them. */
export function spanOf(
  { from, to }: Pick<ChangeFilter, "from" | "to">,
  timeZone: string,
): { since?: Date; until?: Date } {
  return {
    ...(from && { since: instantAt(from, "00:00", timeZone) }),
    ...(to && { until: instantAt(addDays(to, 1), "00:00", timeZone) }),
  };
}

type Values = Record<string, unknown> | null;
export type ColumnChange = { column: string; reading: Reading; before: unknown; after: unknown };

export function isThing(table: string): table is Thing {
  return Object.hasOwn(things, table);
}

/** What changed, in the order of the table's columns. What was empty before and is after is left out. */
export function columnChanges(table: string, before: Values, after: Values): ColumnChange[] {
  const readings: Record<string, Reading> = isThing(table) ? things[table] : {};
  const known = Object.keys(readings);
  const others = Object.keys({ ...before, ...after }).filter((column) => !known.includes(column));
  return [...known, ...others]
    .map((column) => ({
      column,
      reading: readings[column] ?? "text",
      before: before?.[column] ?? null,
      after: after?.[column] ?? null,
    }))
    .filter((change) => change.before !== null || change.after !== null);
}

/** What a change itself says of a row's name: the one that it has after it. */
export function nameIn(before: Values, after: Values): string | undefined {
  for (const values of [after, before]) {
    const name = values?.["name"] ?? values?.["title"];
    if (typeof name === "string") return name;
  }
  return undefined;
}

/** The ids that a change names: its row, and the rows that its values are ids of. */
export function idsIn(change: { table: string; rowId: string; before: Values; after: Values }) {
  const values = columnChanges(change.table, change.before, change.after)
    .filter(({ reading }) => reading === "row")
    .flatMap(({ before, after }) => [before, after]);
  return [change.rowId, ...values.filter((id) => typeof id === "string")];
}

/** The page of a row that is there, where it has one; a track's is its project's. */
export function pathOf(table: string, row: { id: string; projectId: string | null }) {
  if (table === "tracks") return row.projectId && `/projects/${row.projectId}`;
  const hasPage = ["clients", "rooms", "equipment", "people", "projects", "sessions"].includes(
    table,
  );
  return hasPage ? `/${table}/${row.id}` : null;
}
