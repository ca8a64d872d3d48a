import { BookmarkPlus, Ellipsis, Lock, Pencil, Save, Trash2 } from "lucide-react";
import { useState, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import type { SavedView } from "#app/lib/saved-view.ts";
import { Button } from "../button.tsx";
import { IconButton } from "../icon-button.tsx";
import { Menu, MenuAction, MenuSeparator } from "../menu.tsx";
import type { ListState } from "./list.ts";
import { searchOf, useViews, type Views } from "./use-views.ts";
import { ViewDialog } from "./view-dialog.tsx";

interface ViewTabsProps {
  list: ListState;
  /** The address of all saved views. */
  path: string;
}

/** The saved views of a list, each a link, and what can be done with the one that is open. */
export function ViewTabs({ list: its, path }: ViewTabsProps) {
  const { views, ...state } = useViews(its, path);
  const { name: list } = its;
  const { t } = useTranslation();
  const [isSaving, setSaving] = useState(false);
  const { current } = state;
  return (
    <div className="mb-3 flex min-h-9 items-center gap-1 border-b border-line">
      <nav aria-label={t("list.views.label")} className="min-w-0 overflow-x-auto">
        <ul className="flex gap-4">
          <li>
            <ViewLink search="" isCurrent={state.isPlain}>
              {t("all")}
            </ViewLink>
          </li>
          {views.map((view) => (
            <li key={view.id}>
              <ViewLink search={searchOf(view)} isCurrent={view.id === current?.id}>
                {view.name}
                {!view.isShared && (
                  <>
                    <Lock className="size-3 text-faint" aria-hidden />
                    <span className="sr-only">{t("list.views.own")}</span>
                  </>
                )}
              </ViewLink>
            </li>
          ))}
        </ul>
      </nav>
      {current?.isChangeable && <ViewMenu view={current} {...{ state, list, path }} />}
      {state.isUnsaved && (
        <span className="ml-auto">
          <Button
            variant="ghost"
            icon={<BookmarkPlus aria-hidden />}
            onClick={() => setSaving(true)}
          >
            <span className="max-md:sr-only">{t("list.views.save")}</span>
          </Button>
        </span>
      )}
      <ViewDialog
        action={path}
        list={list}
        query={state.query}
        open={isSaving}
        onOpenChange={setSaving}
        onSaved={(saved) => {
          setSaving(false);
          state.go(saved);
        }}
      />
    </div>
  );
}

interface ViewLinkProps {
  search: string;
  isCurrent: boolean;
  children: ReactNode;
}

function ViewLink({ search, isCurrent, children }: ViewLinkProps) {
  return (
    <Link
      to={{ search }}
      prefetch="intent"
      preventScrollReset
      aria-current={isCurrent ? "page" : undefined}
      className="-mb-px flex h-9 items-center gap-1.5 border-b-2 border-transparent text-13 whitespace-nowrap text-muted -outline-offset-2 hover:text-ink aria-[current=page]:border-accent aria-[current=page]:font-medium aria-[current=page]:text-ink pointer-coarse:h-11"
    >
      {children}
    </Link>
  );
}

interface ViewMenuProps {
  view: SavedView;
  state: Omit<Views, "views">;
  list: string;
  path: string;
}

function ViewMenu({ view, state, list, path }: ViewMenuProps) {
  const { t } = useTranslation();
  const [isRenaming, setRenaming] = useState(false);
  return (
    <>
      <Menu
        trigger={
          <IconButton
            label={t("list.views.actions", { name: view.name })}
            icon={<Ellipsis aria-hidden />}
          />
        }
      >
        {state.isUnsaved && (
          <>
            <MenuAction icon={Save} onSelect={() => state.overwrite(view)}>
              {t("list.views.overwrite")}
            </MenuAction>
            <MenuSeparator />
          </>
        )}
        <MenuAction icon={Pencil} onSelect={() => setRenaming(true)}>
          {t("list.views.rename")}
        </MenuAction>
        <MenuAction icon={Trash2} danger onSelect={() => state.remove(view)}>
          {t("list.views.remove")}
        </MenuAction>
      </Menu>
      <ViewDialog
        view={view}
        action={`${path}/${view.id}`}
        list={list}
        query={view.query}
        open={isRenaming}
        onOpenChange={setRenaming}
        onSaved={() => setRenaming(false)}
      />
    </>
  );
}
