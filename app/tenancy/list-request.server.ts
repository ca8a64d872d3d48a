import type { RouterContextProvider } from "react-router";
import { may } from "#app/identity/permissions.ts";
import { userContext } from "#app/identity/user-context.server.ts";
import { readCookie } from "#app/lib/cookies.ts";
import { found } from "#app/lib/found.ts";
import { type Cursor, readCursor, readSort, type Sort, sortText } from "#app/lib/keyset.ts";
import { readColumns } from "#app/lib/list-address.ts";
import type { ListState } from "#app/ui/list/list.ts";
import { studioContext } from "./studio-context.server.ts";

/** Who asks for saved views. */
type Viewer = { userId: string; isManager: boolean };

interface ListArgs {
  request: Request;
  url: URL;
  context: Readonly<RouterContextProvider>;
}

export interface ListRequest<Name extends string> {
  sort: Sort<Name>;
  after: Cursor | undefined;
  viewer: Viewer;
  /** For the page, which also needs the views that the viewer sees. */
  list: Omit<ListState, "views">;
}

export function viewerOf(context: ListArgs["context"]): Viewer {
  const { role } = context.get(studioContext);
  const { id } = found(context.get(userContext));
  return { userId: id, isManager: may(role, "shared-views.write") };
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
  const viewer = viewerOf(context);
  const sort = readSort(url.searchParams.get("sort"), sorts);
  const cookie = `columns-${name}-${viewer.userId.slice(-12)}`;
  const columns = url.searchParams.get("columns") ?? readCookie(request, cookie);
  return {
    sort,
    after: readCursor(url.searchParams.get("after")),
    viewer,
    list: {
      name,
      sort: sortText(sort),
      columns: readColumns(columns),
      columnsCookie: { name: cookie, path: href("/") },
    },
  };
}
