import { clientAddresses, clientContacts, clients } from "#db/schema/studio/index.ts";
import { makeClients } from "./make-clients.ts";
import { makeContacts } from "./make-contacts.ts";
import { randomFrom } from "./random.ts";
import { lumiere } from "./studios/lumiere.ts";
import { type DemoTable, tableOf } from "./table.ts";

const first = Date.UTC(2024, 0, 8, 9);
const anHour = 60 * 60 * 1000;

/** `count` clients (10,000 and more), one an hour from 8 January 2024, for lists that must stay quick. */
export function manyClients(studioId: string, count: number): DemoTable[] {
  const arrivals = Array.from({ length: count }, (_, hour) => new Date(first + hour * anHour));
  const last = arrivals.at(-1) ?? new Date(first);
  const rows = makeClients(lumiere, arrivals, last, randomFrom("many clients"));
  const { contacts, addresses } = makeContacts(rows, randomFrom("many contacts"));
  return [
    tableOf(clients, studioId, rows),
    tableOf(clientContacts, studioId, contacts),
    tableOf(clientAddresses, studioId, addresses),
  ];
}
