import type { clientAddresses, clientContacts } from "#db/schema/studio/index.ts";
import { idAt } from "./ids.ts";
import { emailOf, phoneOf, type DemoClient } from "./make-clients.ts";
import type { Random } from "./random.ts";
import type { RowOf } from "./table.ts";
import { places, streets } from "./words/client-details.ts";

type Contact = RowOf<typeof clientContacts>;
type Address = RowOf<typeof clientAddresses>;

/** By what each client is reached and in which town they live, as far as they said so. */
export function makeContacts(clients: readonly DemoClient[], random: Random) {
  const rowOf = ({ id, createdAt }: DemoClient) => ({
    id: idAt(createdAt, random),
    clientId: id,
    createdAt,
    updatedAt: createdAt,
    position: 0,
    label: null,
    card: null,
  });
  const contacts = clients.flatMap((client): Contact[] => {
    const { email, phone } = client;
    return [
      ...(email ? [{ ...rowOf(client), kind: "email" as const, value: email, key: email }] : []),
      ...(phone
        ? [{ ...rowOf(client), kind: "phone" as const, value: phone, key: frenchKey(phone) }]
        : []),
    ];
  });
  const addresses = clients.flatMap((client): Address[] =>
    client.city
      ? [
          {
            ...rowOf(client),
            street: null,
            postalCode: null,
            city: client.city,
            region: null,
            country: null,
          },
        ]
      : [],
  );
  return { contacts, addresses };
}

/** A second number or address of some, with what it is for. */
export function makeMoreContacts(
  clients: readonly DemoClient[],
  landline: string,
  random: Random,
): Contact[] {
  return clients.flatMap((client): Contact[] => {
    const { id: clientId, createdAt, trade, name, email, phone } = client;
    const more = (kind: Contact["kind"], label: string, value: string, key: string): Contact => ({
      ...{ id: idAt(createdAt, random), createdAt, updatedAt: createdAt },
      ...{ clientId, kind, label, value, key, position: 1, card: null },
    });
    const isPerson = trade === "artist";
    const contacts: Contact[] = [];
    if (phone && random.chance(0.2)) {
      const number = phoneOf(isPerson ? landline : "06 39 98", random);
      contacts.push(more("phone", isPerson ? "home" : "mobile", number, frenchKey(number)));
    }
    if (email && random.chance(isPerson ? 0.06 : 0.3)) {
      const host = isPerson ? "management.example.test" : email.split("@")[1]!;
      const value = isPerson ? `${email.split("@")[0]}@${host}` : `compta@${host}`;
      contacts.push(more("email", isPerson ? "management" : "billing", value, value));
    }
    if (random.chance(isPerson ? 0.12 : 0.35)) {
      const host = `www.${emailOf(name, "band").split("@")[1]}`;
      contacts.push({
        ...more("site", "", `https://${host}`, host.slice(4)),
        label: null,
        position: 0,
      });
    }
    return contacts;
  });
}

/** The addresses, most of them with a street and a postal code of the town. */
export function withStreets(addresses: readonly Address[], random: Random): Address[] {
  return addresses.map((address) => {
    const place = places[address.city ?? ""];
    if (!place || !random.chance(0.6)) return address;
    return {
      ...address,
      street: `${random.between(1, 120)}, ${random.pick(streets)}`,
      postalCode: random.pick(place.codes),
      region: place.region ?? null,
      country: place.country ?? null,
    };
  });
}

/** A French number as numbers are compared: with its country, digits alone. */
function frenchKey(phone: string): string {
  return phone.replace(/\D/g, "").replace(/^0/, "33");
}
