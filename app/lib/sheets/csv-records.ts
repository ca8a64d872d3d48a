/** A record of a CSV text: `line` is where it begins, from 1. */
export type CsvRecord = { line: number; cells: string[] };

export type CsvFault = { code: "unclosedQuote" | "cellTooLong" | "tooManyColumns"; line: number };

/**
 * Splits a text that comes in pieces into records (RFC 4180), as spreadsheets do: any line end, line ends
 * and doubled quotes within quotes, spaces before a quote, text after a closing one. Blank lines are no
 * records. After a fault there are no more.
 */
export class CsvRecords {
  fault: CsvFault | undefined;
  #separator: string;
  #limits: { columns: number; cellLength: number };
  #plainEnd: RegExp;
  #line: number;
  #recordLine = 0;
  #cells: string[] = [];
  #cell = "";
  #state: "start" | "plain" | "quoted" | "quoteInQuoted" | "closed" = "start";
  #quoteLine = 0;
  #afterReturn = false;

  constructor(separator: string, limits: { columns: number; cellLength: number }, firstLine = 1) {
    this.#separator = separator;
    this.#limits = limits;
    this.#line = firstLine;
    this.#plainEnd = new RegExp(`[\\r\\n${separator === "|" ? "\\|" : separator}]`, "g");
  }

  /** The line that the text has come to. */
  get line(): number {
    return this.#line;
  }

  /** The records that end in this piece. */
  push(text: string): CsvRecord[] {
    const records: CsvRecord[] = [];
    let at = 0;
    while (at < text.length && !this.fault) {
      const sign = text.charAt(at);
      if (this.#afterReturn && sign === "\n") {
        this.#afterReturn = false;
        if (this.#state === "quoted") this.#cell += sign;
        at += 1;
      } else if (this.#state === "quoted") at = this.#takeQuoted(text, at);
      else if (this.#state === "quoteInQuoted" && sign === '"') {
        this.#cell += sign;
        this.#state = "quoted";
        at += 1;
      } else if (this.#state === "start" && sign === '"') at = this.#openQuote(at);
      else at = this.#takePlain(text, at, records);
      if (this.#cell.length > this.#limits.cellLength) this.#failInCell();
    }
    return records;
  }

  /** The record that no line end closes. */
  end(): CsvRecord[] {
    const records: CsvRecord[] = [];
    if (this.fault) return records;
    if (this.#state === "quoted") this.fault = { code: "unclosedQuote", line: this.#quoteLine };
    else this.#endRecord(records);
    return records;
  }

  #openQuote(at: number): number {
    this.#begin();
    this.#cell = "";
    this.#state = "quoted";
    this.#quoteLine = this.#line;
    return at + 1;
  }

  #takeQuoted(text: string, at: number): number {
    this.#afterReturn = false;
    const quote = text.indexOf('"', at);
    const end = quote === -1 ? text.length : quote;
    const part = text.slice(at, end);
    this.#cell += part;
    for (let n = 0; n < part.length; n += 1) {
      const sign = part.charCodeAt(n);
      if (sign === 13 || (sign === 10 && part.charCodeAt(n - 1) !== 13)) this.#line += 1;
    }
    if (quote === -1) {
      this.#afterReturn = part.endsWith("\r");
      return end;
    }
    this.#state = "quoteInQuoted";
    return quote + 1;
  }

  #takePlain(text: string, at: number, records: CsvRecord[]): number {
    this.#afterReturn = false;
    this.#plainEnd.lastIndex = at;
    const end = this.#plainEnd.exec(text)?.index ?? text.length;
    if (this.#state === "quoteInQuoted") this.#state = "closed";
    if (end > at) return this.#takePart(text, at, end);
    this.#begin();
    const sign = text.charAt(at);
    this.#endCell();
    if (sign !== this.#separator) {
      this.#closeRecord(records);
      this.#line += 1;
      this.#afterReturn = sign === "\r";
    }
    return at + 1;
  }

  #takePart(text: string, at: number, end: number): number {
    this.#begin();
    if (this.#state === "start") {
      // Spaces may stand before a quote: until something else comes the cell has not begun.
      let first = at;
      while (first < end && text.charAt(first) === " ") first += 1;
      this.#cell += text.slice(at, first);
      if (first === end || text.charAt(first) === '"') return first;
      at = first;
      this.#state = "plain";
    }
    this.#cell += text.slice(at, end);
    return end;
  }

  #begin() {
    if (this.#recordLine === 0) this.#recordLine = this.#line;
  }

  #endCell() {
    this.#cells.push(this.#cell);
    this.#cell = "";
    this.#state = "start";
    if (this.#cells.length > this.#limits.columns) this.#checkColumns();
  }

  /** Spreadsheets leave rows of nothing but separators behind: only a cell that says something counts. */
  #checkColumns() {
    const { columns } = this.#limits;
    if (this.#cells[columns]?.trim())
      this.fault = { code: "tooManyColumns", line: this.#recordLine };
    this.#cells.length = columns;
  }

  #endRecord(records: CsvRecord[]) {
    if (this.#recordLine === 0) return;
    this.#endCell();
    this.#closeRecord(records);
  }

  #closeRecord(records: CsvRecord[]) {
    const cells = this.#cells;
    if (!this.fault && cells.some((cell) => cell.trim() !== ""))
      records.push({ line: this.#recordLine, cells });
    this.#cells = [];
    this.#recordLine = 0;
  }

  #failInCell() {
    this.fault =
      this.#state === "quoted"
        ? { code: "unclosedQuote", line: this.#quoteLine }
        : { code: "cellTooLong", line: this.#recordLine };
  }
}
