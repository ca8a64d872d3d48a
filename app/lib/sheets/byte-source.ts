/** Bytes that come in pieces and whose beginning can be looked at first. */
export class ByteSource {
  #chunks: AsyncIterator<Uint8Array>;
  #held: Uint8Array[] = [];
  #length = 0;
  isDone = false;

  constructor(chunks: AsyncIterable<Uint8Array>) {
    this.#chunks = chunks[Symbol.asyncIterator]();
  }

  /** The first bytes: at least so many, where there are. */
  async head(length: number): Promise<Uint8Array> {
    while (this.#length < length && !this.isDone) {
      const next = await this.#chunks.next();
      if (next.done) this.isDone = true;
      else {
        this.#held.push(next.value);
        this.#length += next.value.length;
      }
    }
    const [only] = this.#held;
    return this.#held.length === 1 && only ? only : Buffer.concat(this.#held);
  }

  /** All of it, the beginning too. */
  async *rest(): AsyncGenerator<Uint8Array> {
    try {
      yield* this.#held.splice(0);
      while (!this.isDone) {
        const next = await this.#chunks.next();
        if (next.done) this.isDone = true;
        else yield next.value;
      }
    } finally {
      await this.close();
    }
  }

  async close(): Promise<void> {
    this.isDone = true;
    await this.#chunks.return?.();
  }
}
