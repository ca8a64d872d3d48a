import { ChevronsUpDown } from "lucide-react";
import { useTranslation } from "react-i18next";
import { cx } from "#app/lib/cx.ts";
import { Avatar } from "./avatar.tsx";
import { Menu, MenuGroup, MenuLink } from "./menu.tsx";

interface SwitcherProps {
  name: string;
  /** Stands instead of the initial. */
  logo?: string;
  /** The heading over the others. */
  label: string;
  /** Where else this person may go; without them it is no menu. */
  others?: readonly { name: string; href: string }[];
}

/** Which of several places one is in, and the way to the others. */
export function Switcher({ name, logo, label, others = [] }: SwitcherProps) {
  const { t } = useTranslation();
  const mark = logo ? (
    <img src={logo} alt="" className="size-7 shrink-0 rounded-md object-cover" />
  ) : (
    <Avatar name={name} square />
  );
  const look =
    "flex h-9 w-full min-w-0 items-center gap-2.5 rounded-md px-1.5 text-left text-13 font-semibold pointer-coarse:h-11";
  const words = <span className="min-w-0 flex-1 truncate md:bar-narrow:sr-only">{name}</span>;
  if (others.length === 0) {
    return (
      <div className={look}>
        {mark}
        {words}
      </div>
    );
  }
  return (
    <Menu
      trigger={
        <button type="button" className={cx(look, "hover:bg-hover data-popup-open:bg-hover")}>
          {mark}
          {words}
          <ChevronsUpDown
            className="size-3.5 shrink-0 text-muted md:bar-narrow:hidden"
            aria-hidden
          />
          <span className="sr-only">{t("shell.switch")}</span>
        </button>
      }
    >
      <MenuGroup label={label}>
        {others.map((other) => (
          <MenuLink key={other.href} href={other.href} reloadDocument>
            {other.name}
          </MenuLink>
        ))}
      </MenuGroup>
    </Menu>
  );
}
