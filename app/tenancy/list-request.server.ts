import type { RouterContextProvider } from "react-router";
import { userContext } from "#app/identity/user-context.server.ts";
import { readCookie } from "#app/lib/cookies.ts";
import { found } from "#app/lib/found.ts";
import { type Cursor, readCursor, readSort, type Sort, sortText } from "#app/lib/keyset.ts";
import { readColumns } from "#app/lib/list-address.ts";
import type { ListState } from "#app/ui/list/list.ts";
import { studioContext } from "./studio-context.server.ts";

interface ListArgs {
  request: Request;
  url: URL;
  context: Readonly<RouterContextProvider>;
}

export interface ListRequest<Name extends string> {
  sort: Sort<Name>;
  after: Cursor | undefined;
  /** Who asks: some saved views are one person's own. */
  userId: string;
  /** For the page. */
  list: ListState;
}

/**
 * What a list is asked for beside its filters. `name` is what its views and columns are kept under;
 * without a `?sort=` it is sorted by the first of `sorts`. Columns of the address go before those that
 * the person's browser remembers of this studio.
 */
export function listRequest<Name extends string>(
  { request, url, context }: ListArgs,
  name: string,
  sorts: readonly [Name, ...Name[]],
): ListRequest<Name> {
  const { href } = context.get(studioContext);
  const { id: userId } = found(context.get(userContext));
  const sort = readSort(url.searchParams.get("sort"), sorts);
  const cookie = `columns-${name}-${userId.slice(-12)}`;
  const columns = url.searchParams.get("columns") ?? readCookie(request, cookie);
  return {
    sort,
    after: readCursor(url.searchParams.get("after")),
    userId,
    list: {
      name,
      sort: sortText(sort),
      columns: readColumns(columns),
      columnsCookie: { name: cookie, path: href("/") },
    },
  };
}
