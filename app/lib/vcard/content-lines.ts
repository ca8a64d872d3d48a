import { looksLikeBase64 } from "./base64.ts";
import { joined } from "./physical-lines.ts";
import { defaultType } from "./property-kinds.ts";

/** A content line that is being put together from the lines of the file. */
export class ContentLine {
  /** Of the file, where it begins. */
  readonly number: number;
  /** The text of the card that stands within an AGENT of 2.1. */
  card: string | undefined;
  /** Where the value begins in the whole; undefined where no colon stands outside of quotes. */
  #valueAt: number | undefined;
  /** Among the pieces, the one in which the value begins. */
  #valuePiece = Infinity;
  #encoding: "base64" | "quoted-printable" | undefined;
  #pieces: Piece[] = [];
  #length = 0;
  #inQuotes = false;
  #softBreak = false;
  #afterBlank = false;

  constructor(bytes: Uint8Array, number: number) {
    this.number = number;
    this.#append(bytes, "first");
  }

  /** Takes the next line of the file where it goes on in it. */
  takes(bytes: Uint8Array): boolean {
    const folded = bytes[0] === SPACE || bytes[0] === TAB;
    if (bytes.length === 0) this.#afterBlank = true;
    else if (this.#softBreak && !this.#endsBefore(bytes)) this.#append(bytes, "soft");
    else if (folded) this.#append(bytes, "fold");
    else if (this.#encoding === "base64" && !bytes.includes(COLON) && looksLikeBase64(bytes)) {
      this.#append(bytes, "fold");
    } else if (this.#encoding === "quoted-printable" && !looksLikeContentLine(bytes)) {
      this.#append(bytes, "hard");
    } else return false;
    return true;
  }

  /** Takes a line that is none by itself, where free text goes on: writers forget to fold. */
  takesLoose(bytes: Uint8Array): boolean {
    if (this.#valueAt === undefined || this.#encoding === "base64") return false;
    const isFree = /^\s*([\w-]+\.)?(NOTE|LABEL|ADR|XML|X-[\w-]+)\s*[:;]/i;
    if (!isFree.test(this.start)) return false;
    this.#append(bytes, "hard");
    return true;
  }

  /** What it begins with, enough to know its name. */
  get start(): string {
    return latin((this.#pieces[0]?.bytes ?? NEW_LINE).subarray(0, LONGEST_NAME));
  }

  get isQuotedPrintable(): boolean {
    return this.#encoding === "quoted-printable";
  }

  /** Whether it is `AGENT:` with nothing behind it: a card follows. */
  get announcesCard(): boolean {
    return this.#length < 100 && /^([\w-]+\.)?AGENT[^:]*:\s*$/i.test(latin(this.#whole(false)));
  }

  /** Whether it is `AGENT:BEGIN:VCARD`, and the card goes on in the lines after it. */
  get beginsCard(): boolean {
    return /^([\w-]+\.)?AGENT[^:]*:\s*BEGIN\s*:\s*VCARD\s*$/i.test(this.start);
  }

  /**
   * Unfolded: what stands before the colon and behind it. `keepsBlank`: as 2.1 folds, where a blank already was
   * (2.1.3 there), unless all its lines are of one width, as later versions fold.
   */
  parts(keepsBlank: boolean): { header: Uint8Array; value: Uint8Array | undefined } {
    const whole = this.#whole(keepsBlank && !this.#encoding && !this.#isFoldedForWidth());
    const colon = this.#valueAt === undefined ? whole.indexOf(COLON) : this.#valueAt - 1;
    if (colon < 0) return { header: whole, value: undefined };
    return { header: whole.subarray(0, colon), value: whole.subarray(colon + 1) };
  }

  /**
   * Whether a mark of equality at the end was no soft break: an empty line follows it, or a property that is
   * known. Lines that are broken for their width, or after a line's end that is meant, are not ended by that.
   */
  #endsBefore(bytes: Uint8Array): boolean {
    if (this.#afterBlank) return looksLikeContentLine(bytes);
    const before = this.#pieces.at(-1)?.bytes ?? bytes;
    if (before.length > 60 || /=0A=\s*$/i.test(latin(before.subarray(-10)))) return false;
    const name = /^([A-Z-]+)[:;]/.exec(latin(bytes.subarray(0, LONGEST_NAME)))?.[1];
    return name !== undefined && (name === "VERSION" || defaultType(name) !== "unknown");
  }

  #append(bytes: Uint8Array, how: Join) {
    const piece: Piece = { bytes, how };
    this.#pieces.push(piece);
    this.#length += bytes.length + 1;
    if (this.#valueAt === undefined)
      this.#lookForColon(how === "first" ? bytes : bytes.subarray(1));
    this.#softBreak = this.#encoding === "quoted-printable" && endsSoftly(bytes);
    this.#afterBlank = false;
  }

  #lookForColon(bytes: Uint8Array) {
    for (let at = 0; at < bytes.length; at++) {
      if (bytes[at] === QUOTE) this.#inQuotes = !this.#inQuotes;
      else if (bytes[at] === COLON && !this.#inQuotes) {
        const whole = this.#whole(false);
        this.#valueAt = whole.length - (bytes.length - at) + 1;
        this.#valuePiece = this.#pieces.length - 1;
        this.#encoding = encodingIn(latin(whole.subarray(0, this.#valueAt)));
        return;
      }
    }
  }

  #whole(keepsBlank: boolean): Uint8Array {
    const indented = this.isQuotedPrintable && this.#isIndented();
    const parts = this.#pieces.flatMap(({ bytes, how }, at) => {
      const before = this.#pieces[at - 1]?.bytes;
      const soft =
        this.#pieces[at + 1]?.how === "soft" || (at + 1 === this.#pieces.length && this.#softBreak);
      const kept = soft ? bytes.subarray(0, softEnd(bytes)) : bytes;
      if (how === "hard") return [NEW_LINE, kept];
      if (how === "soft")
        return [indented || splitsCharacter(before, bytes) ? unindented(kept) : kept];
      if (how === "first" || !isBlank(bytes[0])) return [kept];
      const keeps = keepsBlank && at > this.#valuePiece;
      return [kept.subarray(keeps ? blanksOf(kept) - 1 : 1)];
    });
    return joined(
      parts,
      parts.reduce((sum, part) => sum + part.length, 0),
    );
  }

  /** One line is no pattern: it must be as wide as later versions say, of octets or of characters. */
  #isFoldedForWidth(): boolean {
    const full = this.#pieces.slice(0, -1).map(({ bytes }) => bytes);
    const [first] = full;
    if (!first) return false;
    return [octetsOf, charactersOf].some((width) => {
      const widest = width(first);
      const isPattern = full.length > 1 ? widest > 60 : widest === 75;
      return isPattern && full.every((bytes) => width(bytes) === widest);
    });
  }

  /** Whether a writer that breaks softly folds, too: every line that goes on begins with a blank. */
  #isIndented(): boolean {
    const soft = this.#pieces.filter(({ how }) => how === "soft");
    return soft.length > 1 && soft.every(({ bytes }) => isBlank(bytes[0]));
  }
}

type Join = "first" | "fold" | "soft" | "hard";
type Piece = { bytes: Uint8Array; how: Join };

const TAB = 0x09;
const SPACE = 0x20;
const QUOTE = 0x22;
const COLON = 0x3a;
const EQUALS = 0x3d;
const NEW_LINE = new Uint8Array([0x0a]);
const LONGEST_NAME = 100;

/** BEGIN:VCARD or END:VCARD, whatever blanks and capitals; RFC 2426 allows a group before it. */
export function frameOf(bytes: Uint8Array): "begin" | "end" | undefined {
  if (bytes.length > LONGEST_NAME || !bytes.includes(COLON)) return undefined;
  const found = /^\s*(?:[\w-]+\.)*(BEGIN|END)\s*:\s*VCARD\s*$/i.exec(latin(bytes));
  return found ? (found[1]?.toLowerCase() as "begin" | "end") : undefined;
}

/** Whether a line may have been folded within its name, or within BEGIN:VCARD. */
export function mayBeFolded(bytes: Uint8Array): boolean {
  if (bytes.length > LONGEST_NAME) return false;
  return /^([\w./-]+|([\w-]+\.)*(BEGIN|END)\s*:\s*(V|VC|VCA|VCAR)?)$/i.test(latin(bytes));
}

/** Whether a line begins as a property does: `name:`, `group.name;parameter…:`. */
export function looksLikeContentLine(bytes: Uint8Array): boolean {
  const start = latin(bytes.subarray(0, LONGEST_NAME));
  const named = /^\s*([\w-]+\.)*[\w/-]+\s*(:|;)/.test(start) && !/^\s*https?:\/\//i.test(start);
  return named && bytes.includes(COLON);
}

/** Bytes as characters of the same number: enough to see ASCII by. */
export function latin(bytes: Uint8Array): string {
  let text = "";
  for (const byte of bytes) text += String.fromCharCode(byte);
  return text;
}

function encodingIn(text: string): "base64" | "quoted-printable" | undefined {
  // A value in quotes may look like a parameter of its own.
  const header = text.replace(/"([^"]*)"/g, (_, value: string) => value.replace(/[^\w-]/g, ""));
  if (/;\s*(ENCODING\s*=\s*)?"?(BASE64|B)"?\s*[;:]/i.test(header)) return "base64";
  return /;\s*(ENCODING\s*=\s*)?"?(QUOTED-PRINTABLE|Q)"?\s*[;:]/i.test(header)
    ? "quoted-printable"
    : undefined;
}

function isBlank(byte: number | undefined): boolean {
  return byte === SPACE || byte === TAB;
}

function blanksOf(bytes: Uint8Array): number {
  let count = 0;
  while (isBlank(bytes[count])) count++;
  return count;
}

function octetsOf(bytes: Uint8Array): number {
  return bytes.length;
}

/** Of UTF-8: all bytes but those that go on with a character. */
function charactersOf(bytes: Uint8Array): number {
  return bytes.filter((byte) => (byte & 0xc0) !== 0x80).length;
}

function unindented(bytes: Uint8Array): Uint8Array {
  return isBlank(bytes[0]) ? bytes.subarray(1) : bytes;
}

/** Where the text ends before a soft break: at `=`, behind which some transports leave blanks. */
function softEnd(bytes: Uint8Array): number {
  let end = bytes.length;
  while (end > 0 && isBlank(bytes[end - 1])) end--;
  return bytes[end - 1] === EQUALS ? end - 1 : bytes.length;
}

function endsSoftly(bytes: Uint8Array): boolean {
  return softEnd(bytes) < bytes.length;
}

/** Whether a blank stands within a character of UTF-8, where it can be nothing but an indent. */
function splitsCharacter(before: Uint8Array | undefined, bytes: Uint8Array): boolean {
  if (!before || !isBlank(bytes[0])) return false;
  if (bytes[0] === TAB) return true;
  const end = softEnd(before);
  const escapes = latin(before.subarray(Math.max(0, end - 9), end));
  const tail = /=(?:(C[2-9A-F]|D.)|(E.)(=[89AB].)?|(F[0-4])(=[89AB].){0,2})$/i;
  return bytes[1] === EQUALS && tail.test(escapes);
}
