import { Menu as MenuIcon, PanelLeft, Plus, Search, type LucideIcon } from "lucide-react";
import { useState, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { NavLink, useLocation, useNavigation } from "react-router";
import { cx } from "#app/lib/cx.ts";
import { buttonClass } from "./button.tsx";
import { Sheet } from "./dialog.tsx";
import { TitleSuffix } from "./document-title.tsx";
import { IconButton } from "./icon-button.tsx";
import { Kbd } from "./kbd.tsx";
import { Menu, MenuLink } from "./menu.tsx";
import { Palette, type CommandGroup } from "./palette.tsx";
import { type Shortcut, ShortcutHelp, useShellShortcuts } from "./shortcuts.tsx";
import { toggleBar } from "./sidebar-state.ts";
import { TooltipProvider } from "./tooltip.tsx";

export interface Section {
  label: string;
  href: string;
  icon: LucideIcon;
  /** Current only on this very address: for the section that the others lie under. */
  end?: boolean;
  /** Stands in a phone's bottom bar, which has room for three. */
  pinned?: boolean;
  /** Keys that lead there, one after the other: "g c". */
  shortcut?: string;
}

export interface CreateItem {
  label: string;
  href: string;
  icon: LucideIcon;
}

export interface ShellProps {
  /** Follows every page's title. */
  name: string;
  /** Top of the left bar. */
  switcher: ReactNode;
  sections: readonly Section[];
  /** Keys of single pages, for the help. */
  shortcuts?: readonly Shortcut[];
  /** Below the others, apart: settings. */
  secondary?: readonly Section[];
  create: readonly CreateItem[];
  /** Foot of the left bar. */
  user: ReactNode;
  /** What runs now, at the top bar's end. */
  status?: ReactNode;
  /** Commands beside the sections and what can be created. */
  commands?: readonly CommandGroup[];
  /** Answers `?q=` with `{ groups: FoundGroup[] }`. */
  searchHref?: string;
  children: ReactNode;
}

type Part = "palette" | "create" | "help" | "more";

/** The frame of every page: left bar, top bar, content; on a phone a bottom bar. */
export function Shell(props: ShellProps) {
  const {
    name,
    switcher,
    sections,
    shortcuts,
    secondary = [],
    create,
    user,
    status,
    commands = [],
    searchHref,
    children,
  } = props;
  const { t } = useTranslation();
  // What is open closes with the page that it was opened on.
  const { key: page } = useLocation();
  const [opened, setOpened] = useState<{ part: Part; page: string } | null>(null);
  const open = opened?.page === page ? opened.part : null;
  const setOpen = (part: Part | null) => setOpened(part && { part, page });
  useShellShortcuts({ sections: [...sections, ...secondary], open: setOpen });
  const toggle = (part: Part) => (wanted: boolean) => setOpen(wanted ? part : null);
  return (
    <TitleSuffix value={name}>
      <TooltipProvider delay={400}>
        <a
          href="#content"
          className="fixed top-2 left-2 z-50 -translate-y-16 rounded-md bg-ink px-3 py-2 text-13 text-canvas focus-visible:translate-y-0"
        >
          {t("shell.skip")}
        </a>
        <div className="min-h-dvh [--bar:3rem] md:grid md:grid-cols-[3.5rem_minmax(0,1fr)] print:block bar-wide:grid-cols-[14.5rem_minmax(0,1fr)]">
          <aside className="sticky top-0 flex h-dvh flex-col border-r border-line bg-sunken max-md:hidden print:hidden">
            <div className="flex h-(--bar) items-center px-2">{switcher}</div>
            <nav
              aria-label={t("shell.mainNavigation")}
              className="flex min-h-0 flex-1 flex-col justify-between gap-4 overflow-y-auto p-2"
            >
              <SectionList sections={sections} />
              {secondary.length > 0 && <SectionList sections={secondary} />}
            </nav>
            <div className="border-t border-line p-2">{user}</div>
          </aside>
          <div className="flex min-w-0 flex-col max-md:pb-[calc(3.5rem+env(safe-area-inset-bottom))]">
            <header className="sticky top-0 z-20 flex h-(--bar) items-center gap-2 border-b border-line bg-canvas px-4 max-md:px-2 print:hidden">
              <div className="min-w-0 md:hidden">{switcher}</div>
              <span className="max-lg:hidden">
                <IconButton
                  label={t("shell.toggleBar")}
                  icon={<PanelLeft />}
                  onClick={toggleBar}
                  className="-ml-2"
                />
              </span>
              <button
                type="button"
                onClick={() => setOpen("palette")}
                className="flex h-8 items-center gap-2 rounded-md text-13 text-muted max-md:ml-auto max-md:w-11 max-md:justify-center md:w-72 md:border md:border-line-strong md:bg-surface md:px-2.5 md:hover:bg-hover pointer-coarse:h-11"
              >
                <Search className="size-4" aria-hidden />
                <span className="flex-1 text-left max-md:sr-only">{t("search")}</span>
                <span className="flex gap-1 max-md:hidden pointer-coarse:hidden">
                  <Kbd>⌘</Kbd>
                  <Kbd>K</Kbd>
                </span>
              </button>
              <div className="flex items-center gap-2 md:ml-auto">
                {status}
                {create.length > 0 && (
                  <span className="max-md:hidden">
                    <CreateMenu
                      items={create}
                      open={open === "create"}
                      onOpenChange={toggle("create")}
                    />
                  </span>
                )}
              </div>
            </header>
            <main id="content" tabIndex={-1} className="flex-1 outline-none">
              {children}
            </main>
          </div>
          <PhoneBar sections={sections} create={create} onMore={() => setOpen("more")} />
        </div>
        <Sheet title={name} open={open === "more"} onOpenChange={toggle("more")}>
          <nav aria-label={t("shell.mainNavigation")} className="flex flex-col gap-4">
            <SectionList sections={[...sections, ...secondary]} labelled />
          </nav>
          <div className="mt-4 border-t border-line pt-4">{user}</div>
        </Sheet>
        <Palette
          open={open === "palette"}
          onOpenChange={toggle("palette")}
          groups={[
            { label: t("palette.go"), commands: [...sections, ...secondary].map(commandOf) },
            ...(create.length > 0 ? [{ label: t("create"), commands: create.map(commandOf) }] : []),
            ...commands,
          ]}
          searchHref={searchHref}
        />
        <ShortcutHelp
          sections={[...sections, ...secondary]}
          ofPages={shortcuts}
          open={open === "help"}
          onOpenChange={toggle("help")}
        />
        <NavigationProgress />
      </TooltipProvider>
    </TitleSuffix>
  );
}

function commandOf({ label, href, icon, shortcut }: CreateItem & Pick<Section, "shortcut">) {
  return { id: href, label, href, icon, hint: shortcut };
}

function SectionList({ sections, labelled }: { sections: readonly Section[]; labelled?: boolean }) {
  return (
    <ul className="flex flex-col gap-0.5">
      {sections.map(({ label, href, icon: Icon, end }) => (
        <li key={href}>
          <NavLink
            to={href}
            end={end}
            prefetch="intent"
            title={labelled ? undefined : label}
            className="flex h-8 items-center gap-2.5 rounded-md px-2.5 text-13 text-muted transition-colors duration-100 hover:bg-hover hover:text-ink aria-[current=page]:bg-hover aria-[current=page]:font-medium aria-[current=page]:text-ink pointer-coarse:h-11 [&[aria-current=page]>svg]:text-accent-ink"
          >
            <Icon className="size-4 shrink-0" aria-hidden />
            <span className={cx("truncate", !labelled && "bar-narrow:sr-only")}>{label}</span>
          </NavLink>
        </li>
      ))}
    </ul>
  );
}

interface CreateMenuProps {
  items: readonly CreateItem[];
  open: boolean;
  onOpenChange: (open: boolean) => void;
}

function CreateMenu({ items, ...menu }: CreateMenuProps) {
  const { t } = useTranslation();
  return (
    <Menu
      {...menu}
      align="end"
      trigger={
        <button type="button" className={buttonClass({ variant: "secondary" })}>
          <Plus aria-hidden />
          {t("create")}
        </button>
      }
    >
      {items.map(({ label, href, icon }) => (
        <MenuLink key={href} href={href} icon={icon}>
          {label}
        </MenuLink>
      ))}
    </Menu>
  );
}

interface PhoneBarProps extends Pick<ShellProps, "sections" | "create"> {
  onMore: () => void;
}

function PhoneBar({ sections, create, onMore }: PhoneBarProps) {
  const { t } = useTranslation();
  const [first, second, third] = sections.filter((section) => section.pinned);
  const link = (section: Section | undefined) =>
    section && (
      <NavLink to={section.href} end={section.end} prefetch="intent" className={phoneItem}>
        <span className={phoneIcon}>
          <section.icon className="size-5" strokeWidth={1.75} aria-hidden />
        </span>
        <span className="max-w-full truncate">{section.label}</span>
      </NavLink>
    );
  return (
    <nav
      aria-label={t("shell.mainNavigation")}
      className="fixed inset-x-0 bottom-0 z-20 grid auto-cols-fr grid-flow-col border-t border-line bg-surface pb-[env(safe-area-inset-bottom)] md:hidden print:hidden"
    >
      {link(first)}
      {link(second)}
      {create.length > 0 && (
        <Menu
          side="top"
          align="center"
          trigger={
            <button type="button" className={phoneItem}>
              <span className={cx(phoneIcon, "w-10 rounded-full bg-accent text-on-accent")}>
                <Plus className="size-4" aria-hidden />
              </span>
              {t("create")}
            </button>
          }
        >
          {create.map(({ label, href, icon }) => (
            <MenuLink key={href} href={href} icon={icon}>
              {label}
            </MenuLink>
          ))}
        </Menu>
      )}
      {link(third)}
      <button type="button" className={phoneItem} onClick={onMore}>
        <span className={phoneIcon}>
          <MenuIcon className="size-5" strokeWidth={1.75} aria-hidden />
        </span>
        {t("more")}
      </button>
    </nav>
  );
}

const phoneIcon = "grid h-6 place-items-center";

const phoneItem =
  "flex h-14 min-w-0 flex-col items-center justify-center gap-0.5 text-12 text-muted aria-[current=page]:font-medium aria-[current=page]:text-accent-ink";

/** A hairline at the top once a navigation has taken long enough to be noticed. */
function NavigationProgress() {
  const busy = useNavigation().state !== "idle";
  return <div aria-hidden className={cx("navigation-line", busy && "is-busy")} />;
}
