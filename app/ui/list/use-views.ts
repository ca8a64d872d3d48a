import { useEffect, useEffectEvent } from "react";
import { useTranslation } from "react-i18next";
import { useFetcher, useNavigate, useSearchParams } from "react-router";
import { viewTextOf } from "#app/lib/list-address.ts";
import type { SavedView } from "#app/lib/saved-view.ts";
import { toast, useUndoToast } from "../toast.tsx";
import type { ListState } from "./list.ts";
import type { ViewAnswer } from "./view-dialog.tsx";

/** The saved views of a list, and where it stands among them. `path`: the address of all saved views. */
export function useViews({ name: list, columns, views }: ListState, path: string) {
  const { t } = useTranslation();
  const [parameters] = useSearchParams();
  const navigate = useNavigate();
  const undoToast = useUndoToast();
  const overwriting = useFetcher<ViewAnswer>();
  const removal = useFetcher<{ removed: boolean }>();

  const address = viewTextOf(parameters);
  const opened = views.find(({ id }) => id === parameters.get("view"));
  const current = opened ?? views.find(({ query }) => query === address);
  // Remembered columns are part of what one sees, though no part of the address.
  const shown = new URLSearchParams(address);
  if (columns && address !== "") shown.set("columns", columns.join());
  const go = ({ id, query }: Pick<SavedView, "id" | "query">) =>
    void navigate({ search: searchOf({ id, query }) }, { preventScrollReset: true });

  const overwritten = useEffectEvent((answer: ViewAnswer) => {
    if (!("saved" in answer)) return;
    toast(t("list.views.overwritten"));
    go(answer.saved);
  });
  useEffect(() => {
    if (overwriting.data) overwritten(overwriting.data);
  }, [overwriting.data]);

  return {
    views,
    current,
    /** Nothing is narrowed, sorted or laid out. */
    isPlain: address === "",
    /** What the list shows is saved in no view. */
    isUnsaved: address !== "" && current?.query !== address,
    /** What a view would keep of the list as it is. */
    query: viewTextOf(shown),
    go,
    overwrite(view: SavedView) {
      const { name, isShared } = view;
      const query = viewTextOf(shown);
      void overwriting.submit(
        { list, name, query, ...(isShared && { isShared: "on" }) },
        { method: "post", action: `${path}/${view.id}` },
      );
    },
    remove(view: SavedView) {
      const action = `${path}/${view.id}/removal`;
      void removal.submit(null, { method: "post", action });
      void navigate({ search: "" }, { preventScrollReset: true });
      undoToast(t("list.views.removed", { name: view.name }), () => {
        void removal.submit(null, { method: "delete", action });
      });
    },
  };
}

export type Views = ReturnType<typeof useViews>;

/** The search string that opens a view. */
export function searchOf({ id, query }: Pick<SavedView, "id" | "query">): string {
  const parameters = new URLSearchParams(query);
  parameters.set("view", id);
  return parameters.toString();
}
