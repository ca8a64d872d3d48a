import type { ReactNode } from "react";
import { TitleSuffix } from "./document-title.tsx";
import { Logo } from "./logo.tsx";
import { LanguageSwitch, ThemeSwitch } from "./preferences.tsx";

interface BareFrameProps {
  /** The ways out, at the end of the bar. */
  actions: ReactNode;
  children: ReactNode;
}

/** The quiet frame of pages that stand outside every studio. */
export function BareFrame({ actions, children }: BareFrameProps) {
  return (
    <TitleSuffix value="Recording Studio Manager">
      <div className="min-h-dvh [--bar:3rem]">
        <header className="sticky top-0 z-20 flex h-(--bar) items-center gap-2 border-b border-line bg-canvas px-6 max-md:px-4">
          <Logo className="size-6" />
          <div className="ml-auto flex items-center gap-3">
            <span className="flex items-center gap-3 max-md:hidden">
              <LanguageSwitch />
              <ThemeSwitch />
            </span>
            {actions}
          </div>
        </header>
        <main>{children}</main>
      </div>
    </TitleSuffix>
  );
}
