import type * as tables from "#db/schema/studio/index.ts";

type TableName = (typeof tables)[keyof typeof tables]["_"]["name"];

/** Of every row: only studio_id keeps the rows of studios apart. */
export const EXAMPLE_ID = "00000000-0000-7000-8000-000000000001";

/** Of a second client, for what is between two. */
export const OTHER_CLIENT_ID = "00000000-0000-7000-8000-000000000002";

/**
 * A row of every studio table, by column, in the order in which foreign keys allow them.
 */
export const examples: Record<TableName, Record<string, unknown>> = {
  audit: { table_name: "clients", row_id: EXAMPLE_ID, action: "delete", before: {} },
  settings: {},
  counters: { name: "invoice" },
  saved_views: { list: "equipment", name: "Micros", query: "kind=microphone", is_shared: true },
  outbox: { kind: "mail", payload: {} },
  clients: { name: "Nadia" },
  client_contacts: {
    client_id: EXAMPLE_ID,
    kind: "email",
    value: "n@example.test",
    key: "n@example.test",
  },
  client_addresses: { client_id: EXAMPLE_ID, city: "Pantin" },
  client_links: {
    client_id: EXAMPLE_ID,
    member_id: OTHER_CLIENT_ID,
    role: "member",
  },
  client_notes: { client_id: EXAMPLE_ID, body: "Vient à vélo" },
  custom_fields: { name: "Code postal du groupe", kind: "text" },
  client_merges: {
    kept_id: EXAMPLE_ID,
    gone_id: OTHER_CLIENT_ID,
    moved: {},
    before: {},
    after: {},
  },
  leads: { name: "Ousmane", client_id: EXAMPLE_ID },
  imports: { file_name: "clients.csv", format: "csv", bytes: 12 },
  import_rows: { import_id: EXAMPLE_ID, number: 2, cells: ["Nadia"] },
  rooms: { name: "A", kind: "live" },
  equipment: { name: "U 87", kind: "microphone", room_id: EXAMPLE_ID, code: "22222" },
  kits: { name: "Batterie" },
  kit_items: { kit_id: EXAMPLE_ID, equipment_id: EXAMPLE_ID },
  consumables: { name: "Cordes", unit: "jeu", quantity: 3, threshold: 2 },
  services: { equipment_id: EXAMPLE_ID, kind: "repair", done_on: "2026-03-02" },
  projects: { client_id: EXAMPLE_ID, title: "First", kind: "album" },
  tracks: { project_id: EXAMPLE_ID, position: 1, title: "Intro" },
  series: {
    rule: "FREQ=WEEKLY;COUNT=2",
    first_day: "2026-03-02",
    from_time: "10:00",
    to_time: "14:00",
    end_days: 0,
    client_id: EXAMPLE_ID,
    project_id: EXAMPLE_ID,
    room_id: EXAMPLE_ID,
    kind: "recording",
  },
  sessions: {
    room_id: EXAMPLE_ID,
    client_id: EXAMPLE_ID,
    project_id: EXAMPLE_ID,
    kind: "recording",
    starts_at: "2026-03-02T09:00:00Z",
    ends_at: "2026-03-02T13:00:00Z",
    series_id: EXAMPLE_ID,
    occurrence_day: "2026-03-02",
  },
  waiting: {
    client_id: EXAMPLE_ID,
    project_id: EXAMPLE_ID,
    room_id: EXAMPLE_ID,
    kind: "recording",
    earliest_day: "2026-03-02",
    latest_day: "2026-03-20",
    minutes: 240,
    session_id: EXAMPLE_ID,
    closed_at: "2026-03-02T09:00:00Z",
  },
  people: { name: "Ida", trade: "engineer" },
  checkouts: {
    equipment_id: EXAMPLE_ID,
    session_id: EXAMPLE_ID,
    out_at: "2026-03-02T09:00:00Z",
    returned_at: "2026-03-02T13:00:00Z",
  },
  absences: {
    person_id: EXAMPLE_ID,
    starts_at: "2026-03-03T09:00:00Z",
    ends_at: "2026-03-03T13:00:00Z",
  },
  allocations: {
    session_id: EXAMPLE_ID,
    person_id: EXAMPLE_ID,
    role: "engineer",
    // Of rows that all have one id, a room is no other than a person.
    claim: "none",
    taken_from: "2026-03-02T09:00:00Z",
    taken_until: "2026-03-02T13:00:00Z",
  },
  call_sheets: { session_id: EXAMPLE_ID, calls: [], guests: [], schedule: [], breaks: [] },
  time_entries: {
    session_id: EXAMPLE_ID,
    person_id: EXAMPLE_ID,
    kind: "booked",
    started_at: "2026-03-02T09:00:00Z",
  },
  feeds: { person_id: EXAMPLE_ID, secret_hash: `\\x${"01".repeat(32)}` },
  departures: {
    session_id: EXAMPLE_ID,
    left_person_id: EXAMPLE_ID,
    room_id: EXAMPLE_ID,
    client_id: EXAMPLE_ID,
    kind: "recording",
    starts_at: "2026-03-02T09:00:00Z",
    ends_at: "2026-03-02T13:00:00Z",
    sequence: 0,
  },
  call_sheet_copies: {
    session_id: EXAMPLE_ID,
    recipient: "ida@studio.test",
    name: "Ida",
    language: "fr",
  },
};
