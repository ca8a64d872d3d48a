import { Menu as Base } from "@base-ui/react/menu";
import { Check, type LucideIcon } from "lucide-react";
import type { ReactElement, ReactNode } from "react";
import { Link } from "react-router";
import { cx } from "#app/lib/cx.ts";
import { Kbd } from "./kbd.tsx";

interface MenuProps {
  trigger: ReactElement<Record<string, unknown>>;
  side?: "top" | "right" | "bottom" | "left";
  align?: "start" | "center" | "end";
  open?: boolean;
  onOpenChange?: (open: boolean) => void;
  children: ReactNode;
}

export function Menu({
  trigger,
  side = "bottom",
  align = "start",
  open,
  onOpenChange,
  children,
}: MenuProps) {
  return (
    <Base.Root open={open} onOpenChange={onOpenChange}>
      <Base.Trigger render={trigger} />
      <Base.Portal>
        <Base.Positioner side={side} align={align} sideOffset={4} className="z-30 outline-none">
          <Base.Popup className="pop pop-panel max-h-(--available-height) min-w-48 overflow-y-auto p-1">
            {children}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}

interface MenuItemProps {
  icon?: LucideIcon;
  shortcut?: string;
  /** What it destroys stands apart in red. */
  danger?: boolean;
  disabled?: boolean;
  children: ReactNode;
}

interface MenuActionProps extends MenuItemProps {
  onSelect: () => void;
}

export function MenuAction({ onSelect, disabled, danger, ...content }: MenuActionProps) {
  return (
    <Base.Item
      disabled={disabled}
      onClick={onSelect}
      className={cx("pop-item", danger && dangerClass)}
    >
      <ItemContent {...content} />
    </Base.Item>
  );
}

interface MenuLinkProps extends MenuItemProps {
  href: string;
  /** Leaves the app's own navigation: another host, a file. */
  reloadDocument?: boolean;
}

export function MenuLink({ href, reloadDocument, danger, disabled, ...content }: MenuLinkProps) {
  return (
    <Base.Item
      disabled={disabled}
      render={<Link to={href} reloadDocument={reloadDocument} />}
      className={cx("pop-item", danger && dangerClass)}
    >
      <ItemContent {...content} />
    </Base.Item>
  );
}

interface MenuChoiceProps {
  label: string;
  value: string;
  options: readonly { value: string; label: string }[];
  onChange: (value: string) => void;
}

/** One of several, under a heading. */
export function MenuChoice({ label, value, options, onChange }: MenuChoiceProps) {
  return (
    <Base.RadioGroup value={value} onValueChange={onChange}>
      <MenuGroupLabel>{label}</MenuGroupLabel>
      {options.map((option) => (
        <Base.RadioItem key={option.value} value={option.value} closeOnClick className="pop-item">
          <span className="size-4">
            <Base.RadioItemIndicator render={<Check aria-hidden />} />
          </span>
          {option.label}
        </Base.RadioItem>
      ))}
    </Base.RadioGroup>
  );
}

interface MenuCheckProps {
  checked: boolean;
  onChange: (checked: boolean) => void;
  children: ReactNode;
}

/** One of several that may each be so or not; the menu stays open. */
export function MenuCheck({ checked, onChange, children }: MenuCheckProps) {
  return (
    <Base.CheckboxItem checked={checked} onCheckedChange={onChange} className="pop-item">
      <span className="size-4">
        <Base.CheckboxItemIndicator render={<Check aria-hidden />} />
      </span>
      {children}
    </Base.CheckboxItem>
  );
}

export function MenuGroup({ label, children }: { label: string; children: ReactNode }) {
  return (
    <Base.Group>
      <MenuGroupLabel>{label}</MenuGroupLabel>
      {children}
    </Base.Group>
  );
}

function MenuGroupLabel({ children }: { children: string }) {
  return (
    <Base.GroupLabel className="px-2 pt-2 pb-1 text-12 text-muted">{children}</Base.GroupLabel>
  );
}

export function MenuSeparator() {
  return <Base.Separator className="-mx-1 my-1 h-px bg-line" />;
}

const dangerClass = "text-danger-ink [&_svg]:text-danger-ink";

function ItemContent({
  icon: Icon,
  shortcut,
  children,
}: Pick<MenuItemProps, "icon" | "shortcut" | "children">) {
  return (
    <>
      {Icon && <Icon aria-hidden />}
      <span className="flex-1 truncate">{children}</span>
      {shortcut && <Kbd>{shortcut}</Kbd>}
    </>
  );
}
