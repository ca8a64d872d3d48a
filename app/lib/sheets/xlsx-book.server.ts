import { posix } from "node:path";
import { readWholeXml } from "./read-xml.server.ts";
import { builtInForm, formOf, type NumberForm, unescapeText } from "./xlsx-values.ts";
import { ZipFault, type ZipArchive } from "./zip-archive.server.ts";

export type Sheet = { name: string; hidden: boolean; path: string };

export type Book = {
  archive: ZipArchive;
  sheets: Sheet[];
  epoch1904: boolean;
  texts: string[];
  /** By the number of a cell's style. */
  forms: NumberForm[];
};

type Relation = { type: string; target: string };

/** A workbook but for the rows of its sheets. */
export async function openBook(archive: ZipArchive, workbookPath: string): Promise<Book> {
  const relations = await readRelations(archive, workbookPath);
  const targetOf = (type: string) =>
    [...relations.values()].find((relation) => relation.type === type)?.target ?? "";
  const { listed, epoch1904 } = await readWorkbook(archive, workbookPath);
  const sheets = listed.flatMap(({ name, hidden, id }) => {
    const relation = relations.get(id);
    return relation?.type === "worksheet" ? [{ name, hidden, path: relation.target }] : [];
  });
  return {
    archive,
    sheets,
    epoch1904,
    texts: await readTexts(archive, targetOf("sharedStrings")),
    forms: await readForms(archive, targetOf("styles")),
  };
}

/** Where the workbook is; undefined where an archive is none. */
export async function findWorkbook(archive: ZipArchive): Promise<string | undefined> {
  const relations = await readRelations(archive, "");
  const main = [...relations.values()].find(({ type }) => type === "officeDocument")?.target;
  return [main, "xl/workbook.xml"].find(
    (path) => path !== undefined && /\.xml$/i.test(path) && isWorkbook(path) && archive.has(path),
  );
}

function isWorkbook(path: string): boolean {
  return !/(^|\/)(document|presentation)\.xml$/i.test(path);
}

async function readRelations(archive: ZipArchive, of: string): Promise<Map<string, Relation>> {
  const folder = of.slice(0, of.lastIndexOf("/") + 1);
  const relations = new Map<string, Relation>();
  await readWholeXml(archive.read(`${folder}_rels/${of.slice(folder.length)}.rels`), {
    open: (name, attributes) => {
      if (name !== "Relationship") return;
      const { Id = "", Type = "", Target = "" } = attributes();
      const type = Type.slice(Type.lastIndexOf("/") + 1);
      relations.set(Id, { type, target: resolve(folder, Target) });
    },
  });
  return relations;
}

function resolve(folder: string, target: string): string {
  return posix.resolve(`/${folder}`, target).slice(1);
}

async function readWorkbook(archive: ZipArchive, path: string) {
  const listed: { name: string; hidden: boolean; id: string }[] = [];
  let epoch1904 = false;
  await readWholeXml(archive.read(path), {
    open: (tag, attributes) => {
      if (tag === "workbookPr") epoch1904 = isOn(attributes().date1904);
      if (tag !== "sheet") return;
      const { name = "", state = "visible", id = "" } = attributes();
      listed.push({ name, hidden: state !== "visible", id });
    },
  });
  return { listed, epoch1904 };
}

function isOn(value: string | undefined): boolean {
  return value === "1" || value === "true";
}

const MANY_TEXTS = 5_000_000;

async function readTexts(archive: ZipArchive, path: string): Promise<string[]> {
  const texts: string[] = [];
  let text = "";
  let inText = false;
  let inPhonetic = false;
  await readWholeXml(archive.read(path), {
    open: (name) => {
      if (name === "si") text = "";
      else if (name === "t") inText = !inPhonetic;
      else if (name === "rPh") inPhonetic = true;
    },
    text: (part) => {
      if (inText) text += part;
    },
    close: (name) => {
      if (name === "t") inText = false;
      else if (name === "rPh") inPhonetic = false;
      else if (name === "si") texts.push(unescapeText(text));
      if (texts.length > MANY_TEXTS) throw new ZipFault("tooLarge");
    },
  });
  return texts;
}

async function readForms(archive: ZipArchive, path: string): Promise<NumberForm[]> {
  const own = new Map<number, NumberForm>();
  const forms: NumberForm[] = [];
  let inCells = false;
  await readWholeXml(archive.read(path), {
    open: (name, attributes) => {
      if (name === "cellXfs") inCells = true;
      if (name === "numFmt") {
        const { numFmtId, formatCode = "" } = attributes();
        own.set(Number(numFmtId), formOf(formatCode));
      }
      if (name === "xf" && inCells) {
        const id = Number(attributes().numFmtId ?? 0);
        forms.push(own.get(id) ?? builtInForm(id));
      }
    },
    close: (name) => {
      if (name === "cellXfs") inCells = false;
    },
  });
  return forms;
}
