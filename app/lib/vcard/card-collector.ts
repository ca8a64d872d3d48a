import type { Card } from "./card.ts";
import { ContentLine, frameOf, latin, looksLikeContentLine, mayBeFolded } from "./content-lines.ts";
import { decodeText } from "./charset.ts";
import { withoutControls } from "./values.ts";
import { joined, type PhysicalLine } from "./physical-lines.ts";
import { type Problem, type ProblemCode, shortened } from "./problem.ts";
import { type LineProblem, readCard } from "./read-card.ts";

/** A card, and what was not right in it and before it. Without a card: what stood after the last. */
export type CardRead = { card: Card | null; line: number; problems: Problem[] };

/** Of a card. A photograph that lost its header is many lines, and says the same with each. */
const MOST_PROBLEMS = 200;

/** Puts the lines of a file together to cards. */
export class CardCollector {
  #open: OpenCard | undefined;
  /** Lines that may be the beginning of a name, until the next tells. */
  #held: PhysicalLine[] = [];
  #state: "outside" | "inside" | "passing over" = "outside";
  /** Problems outside of cards, told with the next one. */
  #before: Problem[] = [];
  #toldOutside = false;
  #cards = 0;
  readonly #maxCardBytes: number;
  readonly #wasText: () => boolean;

  constructor(maxCardBytes: number, wasText: () => boolean) {
    this.#maxCardBytes = maxCardBytes;
    this.#wasText = wasText;
  }

  *add(line: PhysicalLine): Generator<CardRead> {
    if (this.#held.length > 0) {
      const whole = this.#unfolded(line);
      if (whole && mayBeFolded(whole.bytes)) return void this.#held.push(line);
      if (whole && (frameOf(whole.bytes) || looksLikeContentLine(whole.bytes))) {
        this.#held = [];
        return yield* this.#take(whole);
      }
      yield* this.#release();
    }
    if (mayBeFolded(line.bytes)) this.#held.push(line);
    else yield* this.#take(line);
  }

  /** The lines that are held and this one as one, where it is folded to them. */
  #unfolded(line: PhysicalLine): PhysicalLine | undefined {
    const [first] = this.#held;
    if (!first || (line.bytes[0] !== 0x20 && line.bytes[0] !== 0x09) || line.cut) return undefined;
    const pieces = [...this.#held.slice(1), line].map(({ bytes }) => bytes.subarray(1));
    const length = pieces.reduce((sum, { length }) => sum + length, first.bytes.length);
    return { ...first, bytes: joined([first.bytes, ...pieces], length) };
  }

  *#release(): Generator<CardRead> {
    const held = this.#held;
    this.#held = [];
    for (const line of held) yield* this.#take(line);
  }

  *#take(line: PhysicalLine): Generator<CardRead> {
    const open = this.#open;
    // Within a card that is not indented, a blank before END is a fold.
    const frame = open?.folds(line) ? undefined : frameOf(line.bytes);
    if (open?.nested && frame !== "begin") {
      open.addNested(line, frame);
      this.#limit(open, line);
      return;
    } else if (frame === "begin") {
      if (open?.beginsNested(line)) return;
      if (open) yield this.#finish(open, { line: open.number, code: "missingEnd" });
      this.#open = new OpenCard(line);
      this.#state = "inside";
      return;
    } else if (frame === "end" && this.#state !== "outside") {
      if (open) yield this.#finish(open);
      this.#open = undefined;
      this.#state = "outside";
      this.#toldOutside = false;
      return;
    }
    if (open) this.#addTo(open, line);
    else if (this.#state === "outside") this.#outside(line);
  }

  *end(): Generator<CardRead> {
    yield* this.#release();
    if (this.#open) yield this.#finish(this.#open, { line: this.#open.number, code: "missingEnd" });
    if (this.#cards === 0 && this.#state !== "passing over") {
      this.#before.push({ line: 1, card: null, code: "noCard" });
    }
    if (this.#before.length > 0) yield { card: null, line: 0, problems: this.#before };
  }

  #addTo(open: OpenCard, line: PhysicalLine) {
    open.size += line.bytes.length + 1;
    if (!this.#limit(open, line)) open.add(line);
  }

  /** Passes over what is left of a card that is too large. */
  #limit(open: OpenCard, line: PhysicalLine): boolean {
    const isTooLarge = line.cut || open.size > this.#maxCardBytes;
    if (isTooLarge) {
      this.#before.push({ line: open.number, card: null, code: "tooLarge" });
      this.#open = undefined;
      this.#state = "passing over";
    }
    return isTooLarge;
  }

  #outside(line: PhysicalLine) {
    const { bytes, number } = line;
    if (/^VERSION\s*:\s*[234]/i.test(latin(bytes.subarray(0, 20)))) {
      this.#open = new OpenCard({ ...line, bytes: bytes.subarray(0, 0) });
      this.#open.note(number, "missingBegin");
      this.#open.add(line);
      this.#state = "inside";
      return;
    }
    if (this.#toldOutside || latin(bytes.subarray(0, 100)).trim() === "") return;
    this.#toldOutside = true;
    const detail = shortened(decodeText(bytes.subarray(0, 200), undefined, () => {}));
    this.#before.push({ line: number, card: null, code: "textOutsideCard", detail });
  }

  #finish(open: OpenCard, last?: LineProblem): CardRead {
    const index = this.#cards++;
    const { card, problems } = open.read(this.#wasText());
    const own = [...problems, ...(last ? [last] : [])]
      .sort((a, b) => a.line - b.line)
      .slice(0, MOST_PROBLEMS);
    const all = [...this.#before, ...own.map((problem) => ({ ...problem, card: index }))];
    this.#before = [];
    this.#toldOutside = false;
    return { card, line: open.number, problems: all };
  }
}

const BEGIN = new TextEncoder().encode("BEGIN:VCARD");

/** A card between its BEGIN and its END. */
class OpenCard {
  readonly number: number;
  size = 0;
  /** The lines of a card within AGENT, and how deep it is. */
  nested: { lines: Uint8Array[]; depth: number } | undefined;
  /** Whether the last line is none, so that what is folded goes on in nothing. */
  #isLost = false;
  readonly #indent: number;
  readonly #lines: ContentLine[] = [];
  readonly #problems: LineProblem[] = [];

  constructor({ bytes, number }: PhysicalLine) {
    this.number = number;
    this.#indent = Math.max(0, latin(bytes.subarray(0, 100)).search(/\S/));
  }

  add({ bytes, number }: PhysicalLine) {
    const own = this.#withoutIndent(bytes);
    const last = this.#lines.at(-1);
    if (this.#isLost && (own[0] === 0x20 || own[0] === 0x09)) return;
    if (last?.takes(own) || own.length === 0) return;
    this.#isLost = false;
    if (looksLikeContentLine(own) || this.#isHeader(own)) {
      const line = new ContentLine(own, number);
      this.#lines.push(line);
      if (line.beginsCard) this.nested = { lines: [BEGIN], depth: 1 };
    } else if (latin(own.subarray(0, 100)).trim() !== "") {
      const detail = shortened(decodeText(own.subarray(0, 400), undefined, () => {}));
      const code = own.includes(0x3a) ? "invalidName" : "missingColon";
      this.#problems.push({ line: number, code, detail });
      this.#isLost = !last?.takesLoose(own);
    }
  }

  /** Whether the line goes on with the one before. */
  folds({ bytes }: PhysicalLine): boolean {
    return this.#indent === 0 && (bytes[0] === 0x20 || bytes[0] === 0x09);
  }

  note(line: number, code: ProblemCode) {
    this.#problems.push({ line, code });
  }

  beginsNested({ bytes }: PhysicalLine): boolean {
    const before = this.nested ? this.nested.lines.findLast((line) => line.length > 0) : undefined;
    const isAnnounced = before
      ? /^\s*AGENT[^:]*:\s*$/i.test(latin(before.subarray(0, 100)))
      : this.#lines.at(-1)?.announcesCard;
    if (!isAnnounced) return false;
    this.nested ??= { lines: [], depth: 0 };
    this.nested.depth++;
    this.nested.lines.push(bytes);
    return true;
  }

  addNested({ bytes }: PhysicalLine, frame: "end" | undefined) {
    if (!this.nested) return;
    this.size += bytes.length + 1;
    this.nested.lines.push(bytes);
    if (frame === "end" && --this.nested.depth === 0) this.#closeNested();
  }

  read(wasText: boolean): { card: Card; problems: LineProblem[] } {
    this.#closeNested();
    const { card, problems } = readCard(this.#lines, this.number, wasText);
    return { card, problems: [...this.#problems, ...problems] };
  }

  #closeNested() {
    const last = this.#lines.at(-1);
    if (!this.nested || !last) return;
    last.card = this.nested.lines
      .map((line) => withoutControls(decodeText(line, undefined, () => {})))
      .join("\n");
    this.nested = undefined;
  }

  /** Whether a property begins whose line is folded before the colon. */
  #isHeader(bytes: Uint8Array): boolean {
    const start = latin(bytes.subarray(0, 200));
    return /^\s*([\w-]+\.)*[\w/-]+;/.test(start) || /^[\w./-]{75,}$/.test(start);
  }

  /** A card that stands indented in a letter is indented all through. */
  #withoutIndent(bytes: Uint8Array): Uint8Array {
    let at = 0;
    while (at < this.#indent && (bytes[at] === 0x20 || bytes[at] === 0x09)) at++;
    return bytes.subarray(at);
  }
}
