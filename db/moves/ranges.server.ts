import type { Client } from "../connections/client.ts";
import { qualified, quoted, type StudioTable } from "./tables.server.ts";

/** The rows of a table with `after < id <= upTo` (`< upTo` where it says so); null is open. */
export type Range = {
  table: StudioTable;
  after: string | null;
  upTo: string | null;
  isBefore?: boolean;
};

const ROWS_A_RANGE = 20_000;

/** Cuts a studio's tables into ranges of some 20,000 rows, by the ids that are there now. */
export async function cutRanges(
  sql: Client,
  schema: string,
  studioId: string,
  tables: StudioTable[],
): Promise<Range[]> {
  const ranges: Range[] = [];
  for (const table of tables) {
    const cuts = await sql.unsafe<{ id: string }[]>(
      `select id from (select id, row_number() over (order by id) as n
         from ${qualified(schema, table.name)} where studio_id = $1) as numbered
       where n % ${ROWS_A_RANGE} = 0 order by id`,
      [studioId],
    );
    const ids = cuts.map(({ id }) => id);
    for (const [at, upTo] of [...ids, null].entries()) {
      ranges.push({ table, after: ids[at - 1] ?? null, upTo });
    }
  }
  return ranges;
}

export type RangeSum = { rows: number; hash: string };

/** Count, and the sums of two 64-bit hashes of each row's text: the same in any order. */
export async function sumRange(
  sql: Client,
  schema: string,
  studioId: string,
  range: Range,
): Promise<RangeSum> {
  const { table, after, upTo } = range;
  // Sorted: a column that a migration added stands elsewhere in a newer place.
  const list = [...table.columns].sort().map(quoted).join(", ");
  const [row] = await sql.unsafe<{ rows: string; hash: string }[]>(
    `select count(*)::text as rows,
       coalesce(sum(hashtextextended(line, 0)), 0) || ':' ||
       coalesce(sum(hashtextextended(line, 1)), 0) as hash
     from (select row(${list})::text as line from ${qualified(schema, table.name)}
       where ${withinRange(range)}) as lines`,
    [studioId, after, upTo],
  );
  return { rows: Number(row!.rows), hash: row!.hash };
}

/** A row's hashes, or none where there is no such row. */
export async function sumRow(
  { sql, schema }: End,
  studioId: string,
  { table, id }: { table: StudioTable; id: string },
): Promise<string> {
  const list = [...table.columns].sort().map(quoted).join(", ");
  const [row] = await sql.unsafe<{ hash: string }[]>(
    `select hashtextextended(line, 0) || ':' || hashtextextended(line, 1) as hash
     from (select row(${list})::text as line from ${qualified(schema, table.name)}
       where studio_id = $1 and id = $2) as lines`,
    [studioId, id],
  );
  return row?.hash ?? "none";
}

export type End = { sql: Client; schema: string };

/** The ranges that differ between two ends. */
export async function compareRanges(
  a: End,
  b: End,
  studioId: string,
  ranges: Range[],
  onRange: (range: Range, sum: RangeSum, isSame: boolean) => void = () => {},
): Promise<Range[]> {
  const differing: Range[] = [];
  for (const range of ranges) {
    const [here, there] = await Promise.all(
      [a, b].map(({ sql, schema }) => sumRange(sql, schema, studioId, range)),
    );
    const isSame = here!.rows === there!.rows && here!.hash === there!.hash;
    if (!isSame) differing.push(range);
    onRange(range, here!, isSame);
  }
  return differing;
}

/** The ids of a range whose rows differ, or are at one end only: ten at most, found by halving it. */
export async function differingRows(
  a: End,
  b: End,
  studioId: string,
  range: Range,
): Promise<string[]> {
  const middle = (await middleRow(a, studioId, range)) ?? (await middleRow(b, studioId, range));
  if (!middle) return [];
  const ids: string[] = [];
  const row = { table: range.table, id: middle.id };
  const [here, there] = await Promise.all([a, b].map((end) => sumRow(end, studioId, row)));
  if (here !== there) ids.push(middle.id);
  const halves = [
    { ...range, upTo: middle.id, isBefore: true },
    { ...range, after: middle.id },
  ];
  for (const half of await compareRanges(a, b, studioId, halves)) {
    if (ids.length < 10) ids.push(...(await differingRows(a, b, studioId, half)));
  }
  return ids.slice(0, 10);
}

/**
 * Rows of ranges, ten of each at most, that differ and at `a` stayed as they are while `arrive` let come
 * to `b` what was on its way: `sessions 0198…`. What people write meanwhile is no fault.
 */
export async function settledDifferences(
  a: End,
  b: End,
  studioId: string,
  ranges: Range[],
  arrive: () => Promise<unknown>,
): Promise<string[]> {
  let differing: { table: StudioTable; id: string; wanted: string }[] = [];
  for (const range of ranges) {
    for (const id of await differingRows(a, b, studioId, range)) {
      const row = { table: range.table, id };
      differing.push({ ...row, wanted: await sumRow(a, studioId, row) });
    }
  }
  const until = performance.now() + SETTLE_MS;
  while (differing.length > 0 && performance.now() < until) {
    await arrive();
    const left = [];
    for (const row of differing) {
      // `b` first: what is read there later may be newer than what was read at `a`.
      const isThere = (await sumRow(b, studioId, row)) === row.wanted;
      if (!isThere && (await sumRow(a, studioId, row)) === row.wanted) left.push(row);
    }
    differing = left;
  }
  return differing.map(({ table, id }) => `${table.name} ${id}`);
}

const SETTLE_MS = 3_000;

async function middleRow(
  { sql, schema }: End,
  studioId: string,
  range: Range,
): Promise<{ id: string } | undefined> {
  const [middle] = await sql.unsafe<{ id: string }[]>(
    `select id from (
       select id, row_number() over (order by id) as n, count(*) over () as total
       from ${qualified(schema, range.table.name)} where ${withinRange(range)}) as numbered
     where n = (total + 1) / 2`,
    [studioId, range.after, range.upTo],
  );
  return middle;
}

function withinRange({ isBefore = false }: Range): string {
  return `studio_id = $1 and ($2::uuid is null or id > $2)
    and ($3::uuid is null or id ${isBefore ? "<" : "<="} $3)`;
}
