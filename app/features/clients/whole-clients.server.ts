import { and, asc, inArray, or, sql } from "drizzle-orm";
import { clientAddresses, clientContacts, clientLinks, clients } from "#db/schema/studio/index.ts";
import type { StudioDb } from "#db/studio.server.ts";
import type { KeysetPage, PageWish } from "#app/lib/keyset.ts";
import { isAmong } from "#app/lib/selection.server.ts";
import { type CardedClient, type CardLink, clientOfCard } from "./client-card.ts";
import { listOfKind } from "./client.ts";
import type { ClientFilter, ClientSort } from "./client-filter.ts";
import { clientsWhere, listClients } from "./client-lists.server.ts";
import type { CustomValues } from "./custom-fields.ts";
import { fromJCard } from "#app/lib/vcard/jcard.ts";

/** A client with everything that a file may say of them. */
export type WholeClient = CardedClient & {
  isVip: boolean;
  depositPercent: number | null;
  custom: CustomValues;
  createdAt: Date;
  links: CardLink[];
  /** The UIDs of their card's own links that are clients of the studio. */
  known: ReadonlySet<string>;
};

/** A page of a list's clients, each whole. */
export async function listWholeClients(
  db: StudioDb,
  filter: ClientFilter,
  now: Date,
  wish: PageWish<ClientSort>,
): Promise<KeysetPage<WholeClient>> {
  const page = await listClients(db, filter, now, wish);
  const whole = await findWholeClients(
    db,
    page.rows.map(({ id }) => id),
  );
  return { ...page, rows: whole };
}

/** The clients of these ids, in their order. */
export async function findWholeClients(db: StudioDb, ids: string[]): Promise<WholeClient[]> {
  const { kind, name, givenName, familyName, alias, organisation, jobTitle, notes } = clients;
  const { isVip, language, depositPercent, tags, genres, instruments, custom } = clients;
  const { card, cardUid, createdAt } = clients;
  const [rows, contacts, addresses, links] = await Promise.all([
    db
      .select({
        ...{ id: clients.id, kind, name, givenName, familyName, alias, organisation, jobTitle },
        ...{ notes, isVip, language, depositPercent, tags, genres, instruments, custom },
        ...{ card, cardUid, createdAt },
      })
      .from(clients)
      .where(isAmong(clients.id, ids)),
    db
      .select({
        clientId: clientContacts.clientId,
        kind: clientContacts.kind,
        label: clientContacts.label,
        value: clientContacts.value,
      })
      .from(clientContacts)
      .where(isAmong(clientContacts.clientId, ids))
      .orderBy(asc(clientContacts.position), asc(clientContacts.id)),
    db
      .select({
        clientId: clientAddresses.clientId,
        label: clientAddresses.label,
        street: clientAddresses.street,
        postalCode: clientAddresses.postalCode,
        city: clientAddresses.city,
        region: clientAddresses.region,
        country: clientAddresses.country,
      })
      .from(clientAddresses)
      .where(isAmong(clientAddresses.clientId, ids))
      .orderBy(asc(clientAddresses.position), asc(clientAddresses.id)),
    linksOf(db, ids),
  ]);
  const whole = new Map(
    rows.map((row): [string, WholeClient] => [
      row.id,
      {
        ...row,
        ...{ emails: [], phones: [], sites: [], streaming: [], addresses: [] },
        ...{ links: links.get(row.id) ?? [], known: new Set<string>() },
      },
    ]),
  );
  for (const { clientId, kind: list, ...line } of contacts) {
    whole.get(clientId)?.[listOfKind[list]].push(line);
  }
  for (const { clientId, ...line } of addresses) whole.get(clientId)?.addresses.push(line);
  const known = await knownIn(db, rows);
  return ids.flatMap((id) => {
    const client = whole.get(id);
    return client ? [{ ...client, known }] : [];
  });
}

/** How many contacts of each kind and addresses a client of the filter has at most. */
export async function mostLines(db: StudioDb, filter: ClientFilter) {
  const wanted = db
    .select({ id: clients.id })
    .from(clients)
    .where(await clientsWhere(db, filter));
  const contacts = db
    .select({ kind: clientContacts.kind, count: sql<number>`count(*)::int`.as("count") })
    .from(clientContacts)
    .where(inArray(clientContacts.clientId, wanted))
    .groupBy(clientContacts.clientId, clientContacts.kind)
    .as("contacts");
  const addresses = db
    .select({ count: sql<number>`count(*)::int`.as("count") })
    .from(clientAddresses)
    .where(inArray(clientAddresses.clientId, wanted))
    .groupBy(clientAddresses.clientId)
    .as("addresses");
  const [ofKind, [ofAddresses]] = await Promise.all([
    db
      .select({ kind: contacts.kind, most: sql<number>`max(${contacts.count})` })
      .from(contacts)
      .groupBy(contacts.kind),
    db.select({ most: sql<number | null>`max(${addresses.count})` }).from(addresses),
  ]);
  const most = new Map(ofKind.map(({ kind, most: count }) => [kind, count]));
  const of = (kind: "email" | "phone" | "site" | "streaming") => most.get(kind) ?? 0;
  return {
    emails: Math.max(1, of("email")),
    phones: Math.max(1, of("phone")),
    sites: of("site"),
    streaming: of("streaming"),
    addresses: Math.max(1, ofAddresses?.most ?? 0),
  };
}

/** By client: whom they are linked to, as cards name them. */
async function linksOf(db: StudioDb, ids: string[]): Promise<Map<string, CardLink[]>> {
  const uidOf = (end: typeof clientLinks.clientId | typeof clientLinks.memberId) => sql<string>`(
    select coalesce(c.card_uid, 'urn:uuid:' || c.id) from ${clients} c where c.id = ${end})`;
  const rows = await db
    .select({
      clientId: clientLinks.clientId,
      memberId: clientLinks.memberId,
      role: clientLinks.role,
      clientUid: uidOf(clientLinks.clientId),
      memberUid: uidOf(clientLinks.memberId),
    })
    .from(clientLinks)
    .where(or(isAmong(clientLinks.clientId, ids), isAmong(clientLinks.memberId, ids)))
    .orderBy(asc(clientLinks.id));
  const links = new Map<string, CardLink[]>();
  const add = (id: string, link: CardLink) => links.set(id, [...(links.get(id) ?? []), link]);
  for (const { clientId, memberId, role, clientUid, memberUid } of rows) {
    add(clientId, { uid: memberUid, role, side: "member" });
    add(memberId, { uid: clientUid, role, side: "company" });
  }
  return links;
}

/** Of all UIDs that the rows' cards name, those of clients. */
async function knownIn(db: StudioDb, rows: readonly { card: unknown[] | null }[]) {
  const named = rows.flatMap(({ card }) => {
    const read = card && fromJCard(card).card;
    return read ? clientOfCard(read).links.map(({ uid }) => uid) : [];
  });
  if (named.length === 0) return new Set<string>();
  const ids = named.flatMap((uid) => /^urn:uuid:([\da-f-]{36})$/i.exec(uid)?.[1] ?? []);
  const found = await db
    .select({ uid: sql<string>`coalesce(${clients.cardUid}, 'urn:uuid:' || ${clients.id})` })
    .from(clients)
    .where(or(inArray(clients.cardUid, named), and(isAmong(clients.id, ids))));
  return new Set(found.map(({ uid }) => uid));
}
