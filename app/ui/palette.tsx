import { Dialog } from "@base-ui/react/dialog";
import { Command as Cmdk, defaultFilter } from "cmdk";
import { ArrowRight, Search, type LucideIcon } from "lucide-react";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { useFetcher, useNavigate } from "react-router";
import { Kbd } from "./kbd.tsx";

export interface Command {
  id: string;
  label: string;
  icon?: LucideIcon;
  /** A key, a place, a date: shown at the end. */
  hint?: string;
  keywords?: string[];
  href?: string;
  onSelect?: () => void;
}

export interface CommandGroup {
  label: string;
  commands: readonly Command[];
}

/** What a search route answers: things found, which carry no icon over the wire. */
export interface FoundGroup {
  label: string;
  commands: readonly Pick<Command, "id" | "label" | "hint" | "href">[];
}

interface PaletteProps {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  groups: readonly CommandGroup[];
  searchHref?: string;
}

/** ⌘K: go anywhere, create anything, find anyone. */
export function Palette({ open, onOpenChange, groups, searchHref }: PaletteProps) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const [query, setQuery] = useState("");
  const found = useFound(searchHref, open ? query.trim() : "");
  const run = (command: Command) => {
    onOpenChange(false);
    command.onSelect?.();
    if (command.href) void navigate(command.href);
  };
  return (
    <Dialog.Root
      open={open}
      onOpenChange={onOpenChange}
      onOpenChangeComplete={(now) => now || setQuery("")}
    >
      <Dialog.Portal>
        <Dialog.Backdrop className="fixed inset-0 z-40 bg-scrim transition-opacity duration-100 data-ending-style:opacity-0 data-starting-style:opacity-0" />
        <Dialog.Popup
          aria-label={t("palette.label")}
          className="pop-panel fixed top-[12vh] left-1/2 z-40 w-[calc(100vw-2rem)] max-w-xl -translate-x-1/2 overflow-hidden transition-opacity duration-100 data-ending-style:opacity-0 data-starting-style:opacity-0"
        >
          <Cmdk label={t("palette.label")} filter={rank} loop>
            <div className="flex items-center gap-2 border-b border-line px-4">
              <Search className="size-4 text-muted" aria-hidden />
              <Cmdk.Input
                value={query}
                onValueChange={setQuery}
                placeholder={t("palette.placeholder")}
                className="h-12 flex-1 bg-transparent text-14 outline-none pointer-coarse:text-16"
              />
              <Kbd>{t("palette.escape")}</Kbd>
            </div>
            <Cmdk.List className="max-h-[min(26rem,60vh)] overflow-y-auto p-1 [&_[cmdk-group-heading]]:px-3 [&_[cmdk-group-heading]]:pt-2 [&_[cmdk-group-heading]]:pb-1 [&_[cmdk-group-heading]]:text-12 [&_[cmdk-group-heading]]:text-muted">
              {groups.map((group) => (
                <PaletteGroup key={group.label} group={group} run={run} />
              ))}
              {found.map((group) => (
                <PaletteGroup key={`found ${group.label}`} group={group} run={run} found />
              ))}
            </Cmdk.List>
            {/* A list of choices may hold nothing else. */}
            <Cmdk.Empty className="px-4 pt-8 pb-10 text-center text-13 text-muted">
              {t("palette.empty", { query })}
            </Cmdk.Empty>
          </Cmdk>
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

const foundPrefix = "found:";

// What the server found is shown whatever the letters are, behind the commands that match well. Others would
// stand before it, since groups keep their order: they are left out.
function rank(value: string, search: string, keywords: string[] = []) {
  if (value.startsWith(foundPrefix)) return 0.3;
  const words = withoutAccents(keywords.join(" "));
  const typed = withoutAccents(search);
  const score = defaultFilter(words, typed);
  return score > 0.3 || words.toLowerCase().includes(typed.toLowerCase()) ? score : 0;
}

function withoutAccents(text: string) {
  return text.normalize("NFD").replace(/\p{M}/gu, "");
}

interface PaletteGroupProps {
  group: CommandGroup;
  run: (command: Command) => void;
  found?: boolean;
}

function PaletteGroup({ group, run, found }: PaletteGroupProps) {
  return (
    <Cmdk.Group heading={group.label} value={`${found ? foundPrefix : ""}${group.label}`}>
      {group.commands.map((command) => {
        const Icon = command.icon ?? ArrowRight;
        return (
          <Cmdk.Item
            key={command.id}
            value={`${found ? foundPrefix : ""}${group.label} ${command.id}`}
            keywords={[command.label, ...(command.keywords ?? [])]}
            onSelect={() => run(command)}
            className="pop-item px-3 text-13 data-[selected=true]:bg-hover"
          >
            <Icon aria-hidden />
            <span className="flex-1 truncate">{command.label}</span>
            {command.hint && <span className="text-12 text-muted">{command.hint}</span>}
          </Cmdk.Item>
        );
      })}
    </Cmdk.Group>
  );
}

function useFound(searchHref: string | undefined, query: string) {
  const { load, data } = useFetcher<{ groups: FoundGroup[] }>();
  useEffect(() => {
    if (!searchHref || query.length < 2) return;
    const wait = setTimeout(
      () => void load(`${searchHref}?${new URLSearchParams({ q: query })}`),
      150,
    );
    return () => clearTimeout(wait);
  }, [searchHref, query, load]);
  return query.length < 2 ? [] : (data?.groups ?? []);
}
