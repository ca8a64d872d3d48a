import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { Avatar } from "./avatar.tsx";
import { Popover } from "./popover.tsx";
import { LanguageSwitch, ThemeSwitch } from "./preferences.tsx";

interface UserMenuProps {
  name: string;
  /** Below the name: the address, the role. */
  detail?: string;
  /** Ways to the account, and out. */
  children: ReactNode;
}

/** The foot of the left bar: who is signed in, and how they like to see it. */
export function UserMenu({ name, detail, children }: UserMenuProps) {
  const { t } = useTranslation();
  return (
    <Popover
      label={name}
      titled
      side="top"
      trigger={
        <button
          type="button"
          className="flex h-10 w-full min-w-0 items-center gap-2.5 rounded-md px-1.5 text-left hover:bg-hover data-popup-open:bg-hover pointer-coarse:h-12"
        >
          <Avatar name={name} />
          <span className="flex min-w-0 flex-col md:bar-narrow:sr-only">
            <span className="truncate text-13 font-medium">{name}</span>
            {detail && <span className="-mt-0.5 truncate text-12 text-muted">{detail}</span>}
          </span>
        </button>
      }
    >
      <div className="flex flex-col gap-3">
        <div className="flex items-center justify-between gap-4">
          <span className="text-muted">{t("theme.label")}</span>
          <ThemeSwitch />
        </div>
        <div className="flex items-center justify-between gap-4">
          <span className="text-muted">{t("language.label")}</span>
          <LanguageSwitch />
        </div>
        <div className="-mx-3 -mb-3 flex flex-col border-t border-line p-1">{children}</div>
      </div>
    </Popover>
  );
}
