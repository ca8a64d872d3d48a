import { useEffect, useRef } from "react";
import { NavLink, useLocation } from "react-router";

interface Tab {
  label: string;
  href: string;
  count?: number;
  /** Current only on this very address. */
  end?: boolean;
}

/** The parts of one page. Each has its own address, so these are links. */
export function Tabs({ label, tabs }: { label: string; tabs: readonly Tab[] }) {
  const { pathname } = useLocation();
  const nav = useRef<HTMLElement>(null);
  // On a phone there is more of them than fits: the current one is not left beside the screen.
  useEffect(() => {
    const current = nav.current?.querySelector("[aria-current=page]");
    current?.scrollIntoView({ block: "nearest", inline: "nearest" });
  }, [pathname]);
  return (
    <nav ref={nav} aria-label={label} className="mb-5 overflow-x-auto border-b border-line">
      <ul className="flex gap-5">
        {tabs.map((tab) => (
          <li key={tab.href}>
            <NavLink
              to={tab.href}
              end={tab.end}
              prefetch="intent"
              className="-mb-px flex h-9 items-center gap-1.5 border-b-2 border-transparent text-13 whitespace-nowrap text-muted -outline-offset-2 hover:text-ink aria-[current=page]:border-accent aria-[current=page]:font-medium aria-[current=page]:text-ink pointer-coarse:h-11"
            >
              {tab.label}
              {tab.count !== undefined && (
                <span className="text-12 text-faint tabular-nums">{tab.count}</span>
              )}
            </NavLink>
          </li>
        ))}
      </ul>
    </nav>
  );
}
