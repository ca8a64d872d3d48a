import { readXml } from "./read-xml.server.ts";
import { type Limits, type TableProblem, type TableRow, takeDown } from "./table.ts";
import type { Book, Sheet } from "./xlsx-book.server.ts";
import { numberText, unescapeText } from "./xlsx-values.ts";

type OpenCell = {
  column: number;
  type: string;
  style: number;
  value: string;
  text: string;
  formula: boolean;
};

/**
 * The rows of a sheet that say something. Of merged cells the first has the value, as in the file; a
 * formula is what it last came to.
 */
export async function* sheetRows(
  book: Book,
  sheet: Sheet,
  { limits, problems }: { limits: Limits; problems: TableProblem[] },
): AsyncGenerator<TableRow> {
  const rows: TableRow[] = [];
  let number = 0;
  let cells: string[] = [];
  let cell: OpenCell | undefined;
  let column = 0;
  let into: "value" | "text" | undefined;
  let inPhonetic = false;
  let stop: "tooManyColumns" | "cellTooLong" | undefined;

  const endCell = (done: OpenCell) => {
    const text = textOf(done);
    // Some programs write formulas for Excel to evaluate, and not what they come to.
    if (done.formula && done.value === "" && done.type !== "str")
      takeDown(problems, {
        code: "formulaWithoutValue",
        line: number,
        column: done.column,
        stopped: false,
      });
    if (text === "") return;
    if (done.column > limits.columns) stop = "tooManyColumns";
    else if (text.length > limits.cellLength) stop = "cellTooLong";
    else cells[done.column - 1] = text;
  };

  const textOf = ({ type, style, value, text, column }: OpenCell): string => {
    if (type === "s") return book.texts[Number(value)] ?? "";
    if (type === "inlineStr") return unescapeText(text);
    if (type === "str") return unescapeText(value);
    if (type === "b") return value.trim() === "1" ? "true" : value.trim() === "0" ? "false" : "";
    if (type === "d") return value.trim().replace(/T00:00:00(\.0+)?Z?$/, "");
    if (type !== "e")
      return numberText(value, book.forms[style] ?? { kind: "plain" }, book.epoch1904);
    takeDown(problems, { code: "errorCell", line: number, column, text: value, stopped: false });
    return "";
  };

  const xml = readXml(book.archive.read(sheet.path), {
    open: (name, attributes) => {
      if (name === "row") {
        number = wholeNumber(attributes().r) ?? number + 1;
        cells = [];
        column = 0;
      } else if (name === "c") {
        const { r = "", t = "n", s = "0" } = attributes();
        column = columnOf(r) ?? column + 1;
        cell = { column, type: t, style: Number(s), value: "", text: "", formula: false };
      } else if (name === "v") into = "value";
      else if (name === "f" && cell) cell.formula = true;
      else if (name === "rPh") inPhonetic = true;
      else if (name === "t" && !inPhonetic) into = "text";
    },
    text: (part) => {
      if (cell && into) cell[into] += part;
    },
    close: (name) => {
      if (name === "v" || name === "t") into = undefined;
      else if (name === "rPh") inPhonetic = false;
      else if (name === "c" && cell) {
        endCell(cell);
        cell = undefined;
      } else if (name === "row" && !stop && cells.some((text) => text.trim() !== ""))
        rows.push({ number, cells: Array.from(cells, (text) => text ?? "") });
    },
  });
  for await (const _ of xml) {
    yield* rows.splice(0);
    if (stop) {
      takeDown(problems, { code: stop, line: number, stopped: true });
      return;
    }
  }
  yield* rows.splice(0);
}

function wholeNumber(text: string | undefined): number | undefined {
  return text !== undefined && /^\d{1,9}$/.test(text) ? Number(text) : undefined;
}

/** 28 for "AB7". */
function columnOf(reference: string): number | undefined {
  const letters = /^([A-Z]{1,3})\d*$/.exec(reference)?.[1];
  if (letters === undefined) return undefined;
  let column = 0;
  for (const letter of letters) column = column * 26 + letter.charCodeAt(0) - 64;
  return column;
}
