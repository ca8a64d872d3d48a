import { and, asc, eq, gt, inArray, isNull, sql } from "drizzle-orm";
import { clients, importRows, imports } from "#db/schema/studio/index.ts";
import type { StudioDb } from "#db/studio.server.ts";
import { fromJCard } from "#app/lib/vcard/jcard.ts";
import { type CardLink, clientOfCard } from "../client-card.ts";
import { type ClientValues, contactKinds, listOfKind } from "../client.ts";
import { countryOf } from "../client-lines.server.ts";
import { contactKey } from "../contact-key.server.ts";
import { findLikes, type Like, type Likeness } from "../likeness.server.ts";
import { asJson, IMPORT_CHECK, leaveErrand } from "./import-errands.server.ts";
import { folded, type Mapping } from "./import-fields.ts";
import { importOptionsSchema, readRow, readValues, type RowReading } from "./import-row.ts";
import type { Decision } from "./import.ts";
import { listCustomFields } from "./staging.server.ts";

/** A row as it was understood: columns of `clients` by their names, and what stands in rows of its own. */
export type ReadRow = {
  columns: Record<string, unknown>;
  contacts: { kind: string; label: string | null; value: string; key: string; position: number }[];
  addresses: Record<string, string | number | null>[];
  links: CardLink[];
  /** By what it is whom it seems to be. */
  likeness?: Likeness;
};

type CheckStep = { importId: string; done: number; after: number };

/** Cards may have photographs, so that fewer are read at a time. */
const STEP_ROWS = { table: 2_000, card: 200 };

/**
 * An errand: reads the next rows and looks for whom they seem to be; a step a transaction, each leaving the
 * next. Of clients nothing is written. A step that was done already does nothing.
 */
export async function checkRows(db: StudioDb, payload: unknown): Promise<[]> {
  const { importId, done, after } = payload as CheckStep;
  const [it] = await db
    .select({ format: imports.format, mapping: imports.mapping, options: imports.options })
    .from(imports)
    .where(and(eq(imports.id, importId), eq(imports.state, "checking"), eq(imports.progress, done)))
    .for("update");
  if (!it) return [];
  const isTable = it.format === "csv" || it.format === "xlsx";
  const rows = await db
    .select({ id: importRows.id, number: importRows.number, cells: importRows.cells })
    .from(importRows)
    .where(and(eq(importRows.importId, importId), gt(importRows.number, after)))
    .orderBy(asc(importRows.number))
    .limit(isTable ? STEP_ROWS.table : STEP_ROWS.card);
  const last = rows.at(-1);
  if (!last) return endChecking(db, importId);

  const [customs, country] = await Promise.all([listCustomFields(db), countryOf(db)]);
  const options = importOptionsSchema.parse(it.options);
  const mapping = (it.mapping ?? []) as Mapping;
  const readings = rows.map(({ id, number, cells }) => {
    const card = isTable ? undefined : readCard(cells);
    const reading = card ?? readRow(cells.map(String), mapping, options, customs);
    return { id, number, ...reading, cardUid: card?.cardUid ?? null, links: card?.links ?? [] };
  });
  const suspects = await findSuspects(db, readings);
  const checked = readings.map(({ id, number, values, problems, cardUid, links }) => {
    const like = suspects.get(number);
    const read = values && rowOf(values, { cardUid, links, country, likeness: like?.by });
    return {
      ...{ id, read, problems: problems.length > 0 ? problems : null },
      suspect_id: values && like ? like.clientId : null,
      decision: values && like ? decisionFor(like, values.name) : null,
    };
  });
  await db.execute(sql`
    update ${importRows} r set read = c.read, problems = c.problems, suspect_id = c.suspect_id,
      suspect_row = null, decision = c.decision
    from jsonb_to_recordset(${asJson(checked)})
      as c (id uuid, read jsonb, problems jsonb, suspect_id uuid, decision text)
    where r.id = c.id`);
  const progress = done + rows.length;
  await db.update(imports).set({ progress }).where(eq(imports.id, importId));
  await leaveErrand(db, IMPORT_CHECK, {
    payload: { importId, done: progress, after: last.number } satisfies CheckStep,
  });
  return [];
}

function readCard(cells: readonly unknown[]) {
  const { card } = fromJCard(cells);
  if (!card) return { ...readValues({}), cardUid: null, links: [] };
  const { values, cardUid, links } = clientOfCard(card);
  return { ...readValues(values), cardUid, links };
}

type Reading = RowReading & { number: number; cardUid: string | null };

async function findSuspects(
  db: StudioDb,
  readings: readonly Reading[],
): Promise<Map<number, Like>> {
  const probes = readings.flatMap(({ number, values, cardUid }) =>
    values
      ? {
          ...{ n: number, name: values.name, cardUid },
          emails: values.emails.map(({ value }) => value),
          phones: values.phones.map(({ value }) => value),
        }
      : [],
  );
  const found = new Map<number, Like>();
  for (const like of await findLikes(db, probes)) {
    if (!found.has(like.n)) found.set(like.n, like);
  }
  // A client who never came with a card went out with the own id as UID.
  const ours = new Map(
    probes.flatMap(({ n, cardUid }) => {
      const id = /^urn:uuid:([\da-f-]{36})$/i.exec(cardUid ?? "")?.[1];
      return id ? [[id.toLowerCase(), n] as const] : [];
    }),
  );
  if (ours.size === 0) return found;
  const { id, name, city, archivedAt } = clients;
  const rows = await db
    .select({ id, name, city, archivedAt })
    .from(clients)
    .where(and(inArray(id, [...ours.keys()]), isNull(clients.mergedInto)));
  for (const row of rows) {
    const n = ours.get(row.id)!;
    const like = { n, clientId: row.id, name: row.name, city: row.city, by: "card" } as const;
    if (found.get(n)?.by !== "card") found.set(n, { ...like, archived: row.archivedAt !== null });
  }
  return found;
}

/**
 * What is done where nobody says otherwise. Merged is only who is surely the same: two people may share a
 * telephone or an address of an office, and whoever is added beside another is found again as a double.
 */
function decisionFor({ by, archived, name }: Like, given: string): Decision {
  if (archived) return "add";
  if (by === "card") return "merge";
  return by !== "name" && sameWords(name, given) ? "merge" : "add";
}

function sameWords(one: string, other: string): boolean {
  const words = (text: string) => folded(text).split(" ").sort().join(" ");
  return words(one) === words(other);
}

type Beside = {
  cardUid: string | null;
  links: CardLink[];
  country: string;
  likeness: Likeness | undefined;
};

function rowOf(values: ClientValues, { cardUid, links, country, likeness }: Beside): ReadRow {
  const contacts = contactKinds.flatMap((kind) =>
    values[listOfKind[kind]].map(({ label, value }, position) => ({
      ...{ kind, label, value, position },
      key: contactKey(kind, value, country),
    })),
  );
  const { addresses, kind, name, alias, organisation, tags, genres, instruments } = values;
  const { language, custom, notes } = values;
  return {
    columns: {
      ...{ kind, name, alias, organisation, tags, genres, instruments, language, custom, notes },
      given_name: values.givenName,
      family_name: values.familyName,
      job_title: values.jobTitle,
      deposit_percent: values.depositPercent,
      is_vip: values.isVip,
      card_uid: cardUid,
      // As the database derives them, so that it has nothing to change when the contacts follow.
      email: values.emails[0]?.value ?? null,
      phone: values.phones[0]?.value ?? null,
      city: addresses.find(({ city }) => city)?.city ?? null,
      reached_by: contacts.map(({ key }) => key).join("\n "),
    },
    contacts,
    addresses: addresses.map(({ postalCode, ...address }, position) => ({
      ...address,
      postal_code: postalCode,
      position,
    })),
    links,
    ...(likeness && { likeness }),
  };
}

/** Looks for rows that are the same as earlier ones, and ends the check. */
async function endChecking(db: StudioDb, importId: string): Promise<[]> {
  await db.execute(sql`
    with good as materialized (
      select number, read, rsm.fold(read->'columns'->>'name') as name from ${importRows}
      where import_id = ${importId} and read is not null),
    keys as (
      select number, 0 as rank, 'card ' || (read->'columns'->>'card_uid') as key from good
        where read->'columns'->>'card_uid' is not null
      union all
      select number, case kind when 'email' then 1 else 2 end, kind || ' ' || key
        from good cross join lateral jsonb_to_recordset(read->'contacts') as k (kind text, key text)
        where kind in ('email', 'phone')
      union all
      select number, 3, 'name ' || name from good),
    firsts as (select number, rank, min(number) over (partition by key) as first from keys),
    best as (
      select distinct on (number) number, rank, first from firsts where first < number
      order by number, rank, first)
    update ${importRows} r set suspect_row = b.first,
      read = jsonb_set(r.read, '{likeness}', (array['"card"', '"email"', '"phone"', '"name"'])[b.rank + 1]::jsonb),
      decision = case when b.rank = 0 or (b.rank < 3 and g.name = e.name) then 'merge' else 'add' end
    from best b join good g on g.number = b.number join good e on e.number = b.first
    where r.import_id = ${importId} and r.number = b.number and r.suspect_id is null`);
  await db
    .update(imports)
    .set({ state: "checked" })
    .where(and(eq(imports.id, importId), eq(imports.state, "checking")));
  return [];
}
