import type { Card } from "./card.ts";
import { CardCollector, type CardRead } from "./card-collector.ts";
import { LineSplitter } from "./physical-lines.ts";
import type { Problem } from "./problem.ts";

export type { CardRead };

export type ReadOptions = {
  /** What a single card may have; a larger one is passed over as `tooLarge`. */
  maxCardBytes?: number;
};

const MAX_CARD_BYTES = 128 * 1024 * 1024;

/** Reads vCards of all versions, never throws, and says what was not right. */
export function parseVCards(
  input: string | Uint8Array,
  options: ReadOptions = {},
): { cards: Card[]; problems: Problem[] } {
  const reader = new VCardReader({ ...options, isText: typeof input === "string" });
  const bytes = typeof input === "string" ? new TextEncoder().encode(input) : input;
  const reads = [...reader.push(bytes), ...reader.end()];
  return {
    cards: reads.flatMap(({ card }) => (card ? [card] : [])),
    problems: reads.flatMap(({ problems }) => problems),
  };
}

/** Reads a file as it comes, a card at a time. What it holds in memory is one card and one piece. */
export async function* readVCards(
  chunks: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
  options: ReadOptions = {},
): AsyncGenerator<CardRead> {
  const reader = new VCardReader(options);
  for await (const chunk of chunks) yield* reader.feed(chunk);
  yield* reader.end();
}

/** The reader that the others are made of: pieces in, cards out. */
export class VCardReader {
  readonly #lines: LineSplitter;
  readonly #cards: CardCollector;

  constructor({
    maxCardBytes = MAX_CARD_BYTES,
    isText = false,
  }: ReadOptions & { isText?: boolean } = {}) {
    this.#lines = new LineSplitter(maxCardBytes, isText);
    this.#cards = new CardCollector(maxCardBytes, () => this.#lines.wasText);
  }

  /** The cards that end in this piece. */
  push(chunk: Uint8Array): CardRead[] {
    return [...this.feed(chunk)];
  }

  /** The card that the file ends in, and what is left to say. */
  end(): CardRead[] {
    const reads = [...this.#lines.end()].flatMap((line) => [...this.#cards.add(line)]);
    return [...reads, ...this.#cards.end()];
  }

  /** As `push`, one card at a time: nothing is read that is not taken. */
  *feed(chunk: Uint8Array): Generator<CardRead> {
    for (const line of this.#lines.push(chunk)) yield* this.#cards.add(line);
  }
}
