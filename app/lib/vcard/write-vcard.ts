import type { Card, Property } from "./card.ts";
import { writeParameter } from "./header.ts";
import { defaultType, isGroup, isName } from "./property-kinds.ts";
import { withoutControls, writeValues } from "./values.ts";

/** The card as vCard 4.0 (RFC 6350): lines of 75 octets, each ended by CRLF. */
export function writeVCard(card: Card): string {
  const lines = card.properties.filter(isWritten).map(writeProperty);
  return ["BEGIN:VCARD", "VERSION:4.0", ...lines, "END:VCARD"]
    .map((line) => `${fold(line)}\r\n`)
    .join("");
}

function isWritten({ name }: Property): boolean {
  return isName(name) && !/^(BEGIN|END|VERSION)$/i.test(name);
}

function writeProperty({ group, name, parameters, type, values }: Property): string {
  const upper = name.toUpperCase();
  const start = group !== undefined && isGroup(group) ? `${group}.${upper}` : upper;
  const stated = parameters
    .filter(([key, given]) => isName(key) && given.length > 0)
    .map(writeParameter);
  const value = type === defaultType(upper) ? [] : [`;VALUE=${type}`];
  const before = withoutControls([start, ...value, ...stated].join(""));
  return `${before}:${writeValues(upper, type, values)}`;
}

const LONGEST_OCTETS = 75;

/** At 75 octets (RFC 6350, 3.2), never within a character. */
function fold(line: string): string {
  if (line.length * 3 <= LONGEST_OCTETS) return line;
  const pieces: string[] = [];
  let from = 0;
  let octets = 0;
  for (let at = 0; at < line.length; at++) {
    const code = line.charCodeAt(at);
    const isPair = code >= 0xd800 && code < 0xdc00;
    const size = code < 0x80 ? 1 : code < 0x800 ? 2 : isPair ? 4 : 3;
    if (octets + size > LONGEST_OCTETS) {
      pieces.push(line.slice(from, at));
      from = at;
      octets = 1;
    }
    octets += size;
    if (isPair) at++;
  }
  pieces.push(line.slice(from));
  return pieces.join("\r\n ");
}
