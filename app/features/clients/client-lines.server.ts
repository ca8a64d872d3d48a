import { asc, eq, inArray } from "drizzle-orm";
import { clientAddresses, clientContacts, settings } from "#db/schema/studio/index.ts";
import type { StudioDb } from "#db/studio.server.ts";
import { type AddressLine, type ClientValues, contactKinds, listOfKind } from "./client.ts";
import { contactKey } from "./contact-key.server.ts";

/** What a client is reached by, list by list, in order. */
export type ClientLines = Pick<
  ClientValues,
  "addresses" | (typeof listOfKind)[keyof typeof listOfKind]
>;

/** ISO 3166, of phone numbers that name no country. */
export async function countryOf(db: StudioDb): Promise<string> {
  const [row] = await db.select({ country: settings.country }).from(settings);
  return row?.country ?? "FR";
}

/** Contacts and addresses of the client. */
export async function findLines(db: StudioDb, clientId: string): Promise<ClientLines> {
  const [contacts, addresses] = await Promise.all([
    contactsOf(db, clientId),
    addressesOf(db, clientId),
  ]);
  const lines: ClientLines = { emails: [], phones: [], sites: [], streaming: [], addresses: [] };
  for (const { kind, label, value } of contacts) lines[listOfKind[kind]].push({ label, value });
  lines.addresses = addresses.map(({ label, street, postalCode, city, region, country }) => ({
    label,
    street,
    postalCode,
    city,
    region,
    country,
  }));
  return lines;
}

/**
 * Makes the client's contacts and addresses those given. What was there already keeps its row, and with it
 * what its vCard said of it.
 */
export async function writeLines(db: StudioDb, clientId: string, lines: ClientLines) {
  const country = await countryOf(db);
  const contacts = contactKinds.flatMap((kind) =>
    lines[listOfKind[kind]].map(({ label, value }, position) => ({
      kind,
      position,
      label,
      value,
      key: contactKey(kind, value, country),
    })),
  );
  const addresses = lines.addresses.map((address, position) => ({ ...address, position }));
  const [hadContacts, hadAddresses] = await Promise.all([
    contactsOf(db, clientId),
    addressesOf(db, clientId),
  ]);
  const changed = difference(hadContacts, contacts, ({ kind, value }) => `${kind} ${value}`);
  const moved = difference(hadAddresses, addresses, (address) => JSON.stringify(placeOf(address)));
  await Promise.all([
    changed.gone.length > 0 &&
      db.delete(clientContacts).where(inArray(clientContacts.id, changed.gone)),
    changed.added.length > 0 &&
      db.insert(clientContacts).values(changed.added.map((line) => ({ clientId, ...line }))),
    ...changed.kept.map(([id, line]) =>
      db.update(clientContacts).set(line).where(eq(clientContacts.id, id)),
    ),
    moved.gone.length > 0 &&
      db.delete(clientAddresses).where(inArray(clientAddresses.id, moved.gone)),
    moved.added.length > 0 &&
      db.insert(clientAddresses).values(moved.added.map((line) => ({ clientId, ...line }))),
    ...moved.kept.map(([id, line]) =>
      db.update(clientAddresses).set(line).where(eq(clientAddresses.id, id)),
    ),
  ]);
}

function contactsOf(db: StudioDb, clientId: string) {
  const { id, kind, position, label, value, key } = clientContacts;
  return db
    .select({ id, kind, position, label, value, key })
    .from(clientContacts)
    .where(eq(clientContacts.clientId, clientId))
    .orderBy(asc(kind), asc(position), asc(id));
}

function addressesOf(db: StudioDb, clientId: string) {
  const { id, position, label, street, postalCode, city, region, country } = clientAddresses;
  return db
    .select({ id, position, label, street, postalCode, city, region, country })
    .from(clientAddresses)
    .where(eq(clientAddresses.clientId, clientId))
    .orderBy(asc(position), asc(id));
}

function placeOf({ street, postalCode, city, region, country }: AddressLine) {
  return [street, postalCode, city, region, country];
}

/** Which rows go, which lines are new, and which rows stay but become another line. */
function difference<Line extends object>(
  rows: readonly (Line & { id: string })[],
  lines: readonly Line[],
  nameOf: (line: Line) => string,
) {
  const left = [...rows];
  const added: Line[] = [];
  const kept: [id: string, line: Line][] = [];
  for (const line of lines) {
    const at = left.findIndex((row) => nameOf(row) === nameOf(line));
    const [row] = at < 0 ? [] : left.splice(at, 1);
    if (!row) added.push(line);
    else if (Object.entries(line).some(([name, value]) => row[name as keyof Line] !== value)) {
      kept.push([row.id, line]);
    }
  }
  return { gone: left.map(({ id }) => id), added, kept };
}
