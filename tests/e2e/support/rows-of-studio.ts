import { randomUUID } from "node:crypto";
import { addressFromUrl } from "#db/connections/address.ts";
import { openClient } from "#db/connections/client.ts";
import { studio } from "./command-line.ts";

// Nobody is invited to the demo, nobody is away, no calendar of it is followed, no time is noted, no clients
// were merged and no file was imported.
const ofNothing = ["invitationId", "absenceId", "feedId", "timeEntryId", "mergeId", "importId"];
const plurals: Record<string, string> = {
  person: "people",
  note: "client_notes",
  link: "client_links",
  field: "custom_fields",
  view: "saved_views",
  merge: "client_merges",
};

/** A look into one studio's rows, beside the app: by the URL that the operators' command gives. */
export async function rowsOf(slug: string) {
  const given = JSON.parse(await studio("url", slug)) as { url: string };
  // Where the server is reached by a socket its URL has no host, which a URL of the web must have.
  const url = given.url.replace("@/", "@localhost/");
  const options = new URL(url).searchParams.get("options") ?? "";
  const setting = (name: string) =>
    new RegExp(`-c ${name}=((?:\\\\.|[^ ])+)`).exec(options)?.[1] ?? "";
  const schema = setting("search_path").split(",")[0]!;
  const sql = openClient(addressFromUrl(url), {
    max: 1,
    applicationName: "e2e",
    settings: { "app.studio_id": setting("app.studio_id"), search_path: `${schema},public` },
  });
  const tables = (
    await sql<{ name: string }[]>`select relname::text as name from pg_class
      where relnamespace = ${schema}::regnamespace and relkind = 'r' order by 1`
  ).map(({ name }) => name);

  const tableOf = (noun: string) =>
    tables.find((name) => [`${noun}s`, noun, plurals[noun]].includes(name));

  // People are no rows of a studio.
  let member: Promise<string> | undefined;
  const aMember = () => (member ??= studio("members", slug).then(firstId));

  return {
    tables,
    /** An id for each parameter of an address: those that stand deeper belong to those before them. */
    async idsFor(parameters: string[]): Promise<Record<string, string>> {
      const ids: Record<string, string> = {};
      for (const parameter of parameters.toReversed()) {
        if (parameter === "userId") ids[parameter] = await aMember();
        if (ofNothing.includes(parameter)) ids[parameter] = randomUUID();
        if (ids[parameter]) continue;
        const noun = parameter.replace(/Id$/, "");
        const table = tableOf(noun);
        if (!table) throw new Error(`no table holds what ${parameter} names`);
        const below = Object.entries(ids).find(([name]) => !ofNothing.includes(name));
        const column = `${noun}_id`;
        const deeper = below && tableOf(below[0].replace(/Id$/, ""));
        const [row] = deeper
          ? await sql`select ${sql(column)}::text as id from ${sql(deeper)} where id = ${below[1]}`
          : await sql`select id::text as id from ${sql(table)} order by id limit 1`;
        if (!row) throw new Error(`the demo has no row in ${table}`);
        ids[parameter] = row.id as string;
      }
      return ids;
    },
    /** The rows of all tables in which a text occurs; not those that somebody of that id wrote, who goes on. */
    async holding(text: string): Promise<string[]> {
      const found = await Promise.all(
        tables.map(
          (table) =>
            sql`select row::text from ${sql(table)} t,
                lateral (select to_jsonb(t) - '{actor,created_by}'::text[]) as told (row)
              where strpos(row::text, ${text}) > 0 order by 1`,
        ),
      );
      return found.flat().map(({ row }) => row as string);
    },
    close: () => sql.end(),
  };
}

function firstId(printed: string): string {
  const [member] = JSON.parse(printed) as { id: string }[];
  return member!.id;
}
