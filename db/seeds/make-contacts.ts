import type { clientAddresses, clientContacts } from "#db/schema/studio/index.ts";
import { idAt } from "./ids.ts";
import type { DemoClient } from "./make-clients.ts";
import type { Random } from "./random.ts";
import type { RowOf } from "./table.ts";

/** By what each client is reached and where they live, as far as they said so. */
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
  const contacts = clients.flatMap((client): RowOf<typeof clientContacts>[] => {
    const { email, phone } = client;
    return [
      ...(email ? [{ ...rowOf(client), kind: "email" as const, value: email, key: email }] : []),
      ...(phone
        ? [{ ...rowOf(client), kind: "phone" as const, value: phone, key: frenchKey(phone) }]
        : []),
    ];
  });
  const addresses = clients.flatMap((client): RowOf<typeof clientAddresses>[] =>
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

/** A French number as numbers are compared: with its country, digits alone. */
function frenchKey(phone: string): string {
  return phone.replace(/\D/g, "").replace(/^0/, "33");
}
