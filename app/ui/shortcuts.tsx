import { useEffect } from "react";
import { useTranslation } from "react-i18next";
import { useNavigate } from "react-router";
import { tinykeys } from "tinykeys";
import { Dialog } from "./dialog.tsx";
import { Kbd } from "./kbd.tsx";
import type { Section } from "./shell.tsx";

interface ShellShortcuts {
  sections: readonly Section[];
  open: (part: "palette" | "create" | "help") => void;
}

/** ⌘K, `/`, `c`, `?` and the sections' own keys; single keys only where nobody is typing. */
export function useShellShortcuts({ sections, open }: ShellShortcuts) {
  const navigate = useNavigate();
  useEffect(() => {
    const alone = (act: () => void) => (event: KeyboardEvent) => {
      if (isTyping(event.target)) return;
      event.preventDefault();
      act();
    };
    const places = sections.flatMap(({ shortcut, href }) =>
      shortcut ? [[shortcut, alone(() => void navigate(href))] as const] : [],
    );
    return tinykeys(window, {
      "$mod+k": (event) => {
        event.preventDefault();
        open("palette");
      },
      "/": alone(() => (searchField() ?? { focus: () => open("palette") }).focus()),
      c: alone(() => open("create")),
      "Shift+?": alone(() => open("help")),
      ...Object.fromEntries(places),
    });
  });
}

function searchField() {
  return document.querySelector<HTMLInputElement>('main input[type="search"]');
}

/** Whether a key belongs to what has the focus: a field, a dialog, a menu. */
export function isTyping(target: EventTarget | null) {
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable ||
      target.closest("input:not([data-row-box]), textarea, select, [role=dialog], [role=menu]") !==
        null)
  );
}

export interface Shortcut {
  /** Apart by spaces. */
  keys: string;
  label: string;
}

interface ShortcutHelpProps {
  sections: readonly Section[];
  /** Those of single pages. */
  ofPages?: readonly Shortcut[];
  open: boolean;
  onOpenChange: (open: boolean) => void;
}

export function ShortcutHelp({ sections, ofPages = [], ...dialog }: ShortcutHelpProps) {
  const { t } = useTranslation();
  const shortcuts = [
    { keys: "⌘ K", label: t("help.palette") },
    { keys: "/", label: t("help.search") },
    { keys: "C", label: t("help.create") },
    { keys: "J K", label: t("help.rows") },
    { keys: "↵", label: t("help.open") },
    { keys: "X", label: t("help.tick") },
    { keys: "⇧ X", label: t("help.tickTo") },
    { keys: "?", label: t("help.help") },
    ...sections.flatMap(({ shortcut, label }) =>
      shortcut ? [{ keys: shortcut.toUpperCase(), label }] : [],
    ),
    ...ofPages,
  ];
  return (
    <Dialog title={t("help.title")} {...dialog}>
      <dl className="grid grid-cols-1 gap-y-1 text-13">
        {shortcuts.map(({ keys, label }) => (
          <div
            key={keys + label}
            className="flex min-h-8 items-center justify-between gap-4 border-t border-line first:border-t-0"
          >
            <dt>{label}</dt>
            <dd className="flex gap-1">
              {keys.split(" ").map((key) => (
                <Kbd key={key}>{key}</Kbd>
              ))}
            </dd>
          </div>
        ))}
      </dl>
    </Dialog>
  );
}
