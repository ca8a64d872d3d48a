import type { Studio } from "#db/studio.server.ts";
import { i18nOf } from "#app/i18n/i18n.server.ts";
import { writeCsv } from "#app/lib/sheets/write-csv.ts";
import type { RowProblem } from "./import-row.ts";
import { listWrongRows } from "./imports.server.ts";
import { isFieldWord } from "./import-fields.ts";

type File = { header: string[]; language: "fr" | "en" };

/** The rows with errors as a CSV: the reason and the number first, then the cells as they were. */
export function wrongRowsFile(
  studio: Pick<Studio, "read">,
  importId: string,
  { header, language }: File,
): AsyncGenerator<Uint8Array> {
  const { t } = i18nOf(language);
  const reasonOf = ({ field, code }: RowProblem) => {
    const problem = t(`imports:problems.${code}`);
    const name = field?.split(".")[0] ?? "";
    if (code === "noName" || !isFieldWord(name)) return problem;
    return t("imports:problems.of", { field: t(`imports:fields.${name}`), problem });
  };
  const names = [t("imports:errors.reason"), t("imports:errors.row"), ...header];
  return writeCsv(
    names.map((name) => ({ name })),
    rows(),
    { language },
  );

  async function* rows() {
    let after = -1;
    for (;;) {
      const page = await studio.read((db) => listWrongRows(db, importId, after));
      for (const { number, cells, problems } of page) {
        yield [problems.map(reasonOf).join(", "), number, ...cells];
        after = number;
      }
      if (page.length === 0) return;
    }
  }
}
