import { data } from "react-router";
import { languageOf } from "#app/i18n/i18n.server.ts";
import type { Language } from "#app/i18n/i18n.ts";
import { studioDayOf } from "#app/lib/dates.ts";
import type { KeysetPage, PageWish } from "#app/lib/keyset.ts";
import {
  type SheetColumn,
  type SheetFormat,
  sheetFormats,
  writeListSheet,
} from "#app/lib/sheets/list-sheet.server.ts";
import type { StudioDb } from "#db/studio.server.ts";
import { sendFile } from "./send-file.server.ts";
import type { StudioVisit } from "./studio-context.server.ts";

interface ListFile<Row> {
  studio: StudioVisit;
  request: Request;
  url: URL;
  /** In the reader's language. */
  sheetOf: (language: Language) => { title: string; columns: SheetColumn<Row>[] };
  page: (db: StudioDb, wish: Pick<PageWish<never>, "after" | "size">) => Promise<KeysetPage<Row>>;
}

/** A list as the file that its address ends with: `.csv` or `.xlsx`. */
export async function sendList<Row>({
  studio,
  request,
  url,
  sheetOf,
  page,
}: ListFile<Row>): Promise<Response> {
  const format = /\.(csv|xlsx)$/.exec(url.pathname)?.[1] as SheetFormat | undefined;
  if (!format) throw data(null, { status: 404 });
  const language = languageOf(request);
  const { title, columns } = sheetOf(language);
  const { timeZone, dayStartsAt } = await studio.preferences();
  const bytes = writeListSheet({
    ...{ format, language, title, columns },
    page: (wish) => studio.read((db) => page(db, wish)),
  });
  const today = studioDayOf(new Date(), timeZone, dayStartsAt);
  return sendFile(bytes, { name: `${title} ${today}.${format}`, type: sheetFormats[format] });
}
