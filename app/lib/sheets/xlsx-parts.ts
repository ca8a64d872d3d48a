import type { Column } from "./table.ts";

const MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const PACKAGE = "http://schemas.openxmlformats.org/package/2006";
const TYPES = "application/vnd.openxmlformats-officedocument.spreadsheetml";
const HEAD = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n`;

/** The styles of `stylesXml`, in its order. */
export const styleOf = { plain: 0, header: 1, text: 2, day: 3, column: (n: number) => 4 + n };

/** Everything of a workbook but the rows. */
export function bookParts(
  columns: readonly Column[],
  sheet: string,
  decimalsOf: (column: Column) => number,
) {
  const files: [string, string][] = [
    [
      "[Content_Types].xml",
      `<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>${[
        ["/xl/workbook.xml", `${TYPES}.sheet.main+xml`],
        ["/xl/worksheets/sheet1.xml", `${TYPES}.worksheet+xml`],
        ["/xl/styles.xml", `${TYPES}.styles+xml`],
      ]
        .map(([part, type]) => `<Override PartName="${part}" ContentType="${type}"/>`)
        .join("")}</Types>`,
    ],
    ["_rels/.rels", relations([["officeDocument", "xl/workbook.xml"]])],
    [
      "xl/workbook.xml",
      `<workbook xmlns="${MAIN}" xmlns:r="${OFFICE}"><sheets><sheet name="${escapeXml(sheetName(sheet))}" sheetId="1" r:id="rId1"/></sheets></workbook>`,
    ],
    [
      "xl/_rels/workbook.xml.rels",
      relations([
        ["worksheet", "worksheets/sheet1.xml"],
        ["styles", "styles.xml"],
      ]),
    ],
    ["xl/styles.xml", stylesXml(columns, decimalsOf)],
  ];
  return {
    files: files.map(([name, text]): [string, string] => [name, HEAD + text]),
    sheetBegin: `${HEAD}<worksheet xmlns="${MAIN}"><sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>${widthsXml(columns)}<sheetData>`,
    sheetEnd: "</sheetData></worksheet>",
  };
}

function relations(list: [string, string][]): string {
  const each = list.map(
    ([type, target], n) =>
      `<Relationship Id="rId${n + 1}" Type="${OFFICE}/${type}" Target="${target}"/>`,
  );
  return `<Relationships xmlns="${PACKAGE}/relationships">${each.join("")}</Relationships>`;
}

/** A cell of text is formatted as one too: it stays a text when somebody edits it. */
function stylesXml(columns: readonly Column[], decimalsOf: (column: Column) => number): string {
  const own = columns.map((column, n) => {
    const decimals = column.kind === "money" ? decimalsOf(column) : 0;
    const amount = decimals > 0 ? `#,##0.${"0".repeat(decimals)}` : "#,##0";
    const code = column.currency ? `${amount}" ${column.currency}"` : amount;
    return `<numFmt numFmtId="${164 + n}" formatCode="${escapeXml(code)}"/>`;
  });
  const xf = (format: number, font = 0) =>
    `<xf numFmtId="${format}" fontId="${font}" fillId="0" borderId="0" xfId="0" applyNumberFormat="1" applyFont="1"/>`;
  const xfs = [xf(0), xf(49, 1), xf(49), xf(14), ...columns.map((_, n) => xf(164 + n))];
  const font = (bold: string) => `<font>${bold}<sz val="11"/><name val="Calibri"/></font>`;
  return `<styleSheet xmlns="${MAIN}">${own.length > 0 ? `<numFmts count="${own.length}">${own.join("")}</numFmts>` : ""}<fonts count="2">${font("")}${font("<b/>")}</fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border/></borders><cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs><cellXfs count="${xfs.length}">${xfs.join("")}</cellXfs><cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>`;
}

function widthsXml(columns: readonly Column[]): string {
  const cols = columns.map(({ width, name, kind }, n) => {
    const wide = width ?? Math.min(40, Math.max(name.length + 2, kind === "text" ? 24 : 14));
    return `<col min="${n + 1}" max="${n + 1}" width="${wide}" customWidth="1"/>`;
  });
  return cols.length > 0 ? `<cols>${cols.join("")}</cols>` : "";
}

/** What a spreadsheet allows as the name of a sheet. */
function sheetName(name: string): string {
  const allowed = name
    // eslint-disable-next-line no-control-regex
    .replace(/[[\]:*?/\\\u0000-\u001f]/g, " ")
    .toWellFormed()
    .trim()
    .slice(0, 31)
    .replace(/^'+|'+$/g, "")
    .toWellFormed();
  return allowed === "" ? "1" : allowed;
}

/** "AB" for 28. */
export function columnLetters(column: number): string {
  let letters = "";
  for (let left = column; left > 0; left = Math.floor((left - 1) / 26))
    letters = String.fromCharCode(65 + ((left - 1) % 26)) + letters;
  return letters;
}

const xmlSigns: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };

function escapeXml(text: string): string {
  return text.replace(/[&<>"]/g, (sign) => xmlSigns[sign] ?? sign);
}

/** A text of a cell: what XML has no place for is written as _x0001_, and so is what looks like that. */
export function escapeText(text: string): string {
  const safe = text
    .toWellFormed()
    .replace(/_(?=x[0-9A-Fa-f]{4}_)/g, "_x005F_")
    // eslint-disable-next-line no-control-regex
    .replace(/[\u0000-\u0008\u000b-\u001f\ufffe\uffff]/g, (sign) => {
      const code = sign.charCodeAt(0).toString(16).toUpperCase().padStart(4, "0");
      return `_x${code}_`;
    });
  return escapeXml(safe);
}
