import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import PdfKit from "pdfkit";

const require = createRequire(import.meta.url);
// Static, whole and with their licence (OFL): a variable font or one in parts would not render names rightly.
const fonts = {
  regular: font("@expo-google-fonts/inter/400Regular/Inter_400Regular.ttf"),
  bold: font("@expo-google-fonts/inter/600SemiBold/Inter_600SemiBold.ttf"),
};
type Weight = keyof typeof fonts;

const MARGIN = 48;
const INK = "#1c1b19";
const MUTED = "#5f5c56";
const LINE = "#d8d5cf";
const GAP = 12;
/** Between the text and the foot of a page. */
const FOOT = 16;

interface PdfOptions {
  title: string;
  author: string;
  language: string;
  /** Stands in the file as its date: the same content gives the same bytes. */
  at: Date;
  accent: string;
  /** The foot of page n of so many. */
  footer: (page: number, pages: number) => string;
}

export interface PdfColumn {
  header: string;
  /** A share of the width. */
  share: number;
  weight?: Weight;
}

/**
 * A tagged A4 document that is written from top to bottom. Its fonts have Latin with every accent,
 * Greek, Cyrillic and Vietnamese; a sign that they lack is drawn as an empty box.
 */
export function openPdf({ title, author, language, at, accent, footer }: PdfOptions) {
  const document = new PdfKit({
    size: "A4",
    margins: { top: MARGIN, left: MARGIN, right: MARGIN, bottom: MARGIN + FOOT },
    bufferPages: true,
    pdfVersion: "1.7",
    tagged: true,
    lang: language,
    displayTitle: true,
    font: fonts.regular as unknown as string, // Bytes do as well as a name, though the types do not say so.
    info: { Title: title, Author: author, CreationDate: at, ModDate: at },
  });
  document.registerFont("regular", fonts.regular).registerFont("bold", fonts.bold);
  const chunks: Uint8Array[] = [];
  document.on("data", (chunk: Uint8Array) => chunks.push(chunk));
  const root = document.struct("Document");
  document.addStructure(root);

  const left = MARGIN;
  const width = document.page.width - 2 * MARGIN;
  const bottom = document.page.height - MARGIN - FOOT;

  function element(kind: string, draw: () => void) {
    return document.struct(kind, {}, draw);
  }

  function style(size: number, weight: Weight = "regular", color = INK) {
    return document.font(weight).fontSize(size).fillColor(color);
  }

  /** What is no part of the text: lines, repeated heads, page numbers. */
  function artifact(draw: () => void) {
    document.markContent("Artifact", { type: "Layout" });
    draw();
    document.endMarkedContent();
  }

  function need(height: number): boolean {
    if (document.y + height <= bottom) return false;
    document.addPage();
    document.y = MARGIN;
    return true;
  }

  function rule(y: number, color = LINE, thickness = 0.5) {
    artifact(() => {
      document.lineWidth(thickness).strokeColor(color);
      document
        .moveTo(left, y)
        .lineTo(left + width, y)
        .stroke();
    });
  }

  function heightOf(text: string, size: number, weight: Weight, wide: number) {
    return style(size, weight).heightOfString(text || " ", { width: wide, lineGap: 1 });
  }

  const pdf = {
    /** The sender and, on the right, how they are reached. */
    letterhead(name: string, lines: readonly string[]) {
      artifact(() => document.rect(0, 0, document.page.width, 6).fill(accent));
      const [top, half] = [document.y, width / 2];
      root.add(
        element("P", () => {
          style(12, "bold").text(name, left, top, { width: half - GAP });
        }),
      );
      const nameEnd = document.y;
      document.y = top;
      if (lines.length > 0) {
        root.add(
          element("P", () => {
            style(9, "regular", MUTED).text(lines.join("\n"), left + half, top, {
              width: half,
              align: "right",
              lineGap: 1,
            });
          }),
        );
      }
      document.y = Math.max(nameEnd, document.y) + 14;
    },

    title(text: string, below: string) {
      root.add(
        element("H1", () => {
          style(20, "bold").text(text, left, document.y, { width });
        }),
      );
      root.add(
        element("P", () => {
          style(12).text(below, left, document.y + 2, { width, lineGap: 1 });
        }),
      );
      document.y += 8;
    },

    heading(text: string) {
      need(72);
      document.y += 10;
      root.add(
        element("H2", () => {
          style(11, "bold").text(text, left, document.y, { width });
        }),
      );
      rule(document.y + 2, accent, 1);
      document.y += 8;
    },

    paragraph(text: string, weight: Weight = "regular") {
      root.add(
        element("P", () => {
          style(10, weight).text(text, left, document.y, { width, lineGap: 1.5 });
        }),
      );
      document.y += 4;
    },

    /** Names and what is said of them; what is empty is left out. */
    facts(items: readonly (readonly [label: string, value: string | null])[]) {
      const labelWidth = 116;
      const list = document.struct("L");
      root.add(list);
      for (const [label, value] of items) {
        if (!value) continue;
        const valueWidth = width - labelWidth;
        need(Math.min(heightOf(value, 10, "regular", valueWidth), bottom - MARGIN));
        const top = document.y;
        const item = document.struct("LI");
        list.add(item);
        item.add(
          element("Lbl", () => {
            style(10, "regular", MUTED).text(label, left, top, { width: labelWidth - GAP });
          }),
        );
        const labelEnd = document.y;
        document.y = top;
        item.add(
          element("LBody", () => {
            style(10).text(value, left + labelWidth, top, { width: valueWidth, lineGap: 1 });
          }),
        );
        item.end();
        document.y = Math.max(labelEnd, document.y) + 3;
      }
      list.end();
    },

    /** Its head stands on every page that it reaches; a row stays on one. */
    table(columns: readonly PdfColumn[], rows: readonly (readonly string[])[]) {
      const shares = columns.reduce((sum, { share }) => sum + share, 0);
      const widths = columns.map(({ share }) => (width * share) / shares);
      const starts = widths.map((_, n) => left + widths.slice(0, n).reduce((a, b) => a + b, 0));
      const table = document.struct("Table");
      root.add(table);

      const head = document.struct("TR");
      table.add(head);
      row(
        columns.map(({ header }) => header),
        "TH",
        head,
      );
      head.end();
      for (const cells of rows) {
        const height = Math.max(...cells.map((text, n) => cellHeight(text, n)));
        if (need(height + 8)) {
          artifact(() => {
            row(
              columns.map(({ header }) => header),
              "TH",
            );
          });
        }
        rule(document.y);
        document.y += 4;
        const line = document.struct("TR");
        table.add(line);
        row(cells, "TD", line);
        line.end();
        document.y += 4;
      }
      table.end();

      function cellHeight(text: string, n: number) {
        const column = columns[n];
        return heightOf(text, 10, column?.weight ?? "regular", (widths[n] ?? 0) - GAP);
      }

      function row(
        cells: readonly string[],
        kind: "TH" | "TD",
        parent?: PDFKit.PDFStructureElement,
      ) {
        const top = document.y;
        let end = top;
        cells.forEach((text, n) => {
          const weight = columns[n]?.weight ?? "regular";
          const draw = () => {
            if (kind === "TH") style(9, "regular", MUTED);
            else style(10, weight);
            const wide = (widths[n] ?? 0) - GAP;
            document.text(text || " ", starts[n] ?? left, top, { width: wide, lineGap: 1 });
            end = Math.max(end, document.y);
          };
          if (parent) parent.add(element(kind, draw));
          else draw();
          document.y = top;
        });
        document.y = kind === "TH" ? end + 3 : end;
      }
    },

    /** Writes the feet, and gives the file. */
    finish(): Promise<Uint8Array> {
      root.end();
      const { start, count } = document.bufferedPageRange();
      for (let n = start; n < start + count; n++) {
        document.switchToPage(n);
        // Below the margin, where text would otherwise open another page.
        document.page.margins.bottom = 0;
        artifact(() => {
          style(8, "regular", MUTED).text(
            footer(n - start + 1, count),
            left,
            document.page.height - MARGIN,
            { width, align: "center", lineBreak: false },
          );
        });
      }
      return new Promise((resolve, reject) => {
        document.on("end", () => resolve(joined(chunks)));
        document.on("error", reject);
        document.end();
      });
    },
  };
  return pdf;
}

export type Pdf = ReturnType<typeof openPdf>;

function font(path: string): Buffer {
  return readFileSync(require.resolve(path));
}

function joined(chunks: readonly Uint8Array[]): Uint8Array {
  return new Uint8Array(Buffer.concat(chunks));
}
