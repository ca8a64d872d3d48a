import { type KeysetPage, type PageWish, readCursor } from "#app/lib/keyset.ts";
import { toJCard } from "#app/lib/vcard/jcard.ts";
import { writeVCard } from "#app/lib/vcard/write-vcard.ts";
import { cardOfClient } from "./client-card.ts";
import type { WholeClient } from "./whole-clients.server.ts";

export const cardFormats = {
  vcf: "text/vcard; charset=utf-8",
  json: "application/vcard+json; charset=utf-8",
} as const;
export type CardFormat = keyof typeof cardFormats;

type Pages = (wish: Pick<PageWish<never>, "after" | "size">) => Promise<KeysetPage<WholeClient>>;

/** Cards with their pictures: fewer at once than rows of a table. */
const AT_ONCE = 200;

/** All clients of the pages as one file of vCards (RFC 6350) or as a list of jCards (RFC 7095). */
export async function* writeCards(format: CardFormat, page: Pages): AsyncGenerator<Uint8Array> {
  const encoder = new TextEncoder();
  let written = 0;
  let next: string | null = "";
  while (next !== null) {
    const read: KeysetPage<WholeClient> = await page({ after: readCursor(next), size: AT_ONCE });
    const texts = read.rows.map((client) => {
      const card = cardOfClient(client, client.links, client.known);
      if (format === "vcf") return writeVCard(card);
      written += 1;
      return `${written === 1 ? "[\n" : ",\n"}${JSON.stringify(toJCard(card))}`;
    });
    if (texts.length > 0) yield encoder.encode(texts.join(""));
    next = read.next;
  }
  if (format === "json") yield encoder.encode(written === 0 ? "[]\n" : "\n]\n");
}
