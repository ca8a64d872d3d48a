import { ChevronRight } from "lucide-react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { DocumentTitle } from "./document-title.tsx";

export interface Crumb {
  label: string;
  href: string;
}

interface PageHeaderProps {
  /** Also the document's title. */
  title: string;
  /** A badge, a count, a swatch: what stands beside the title. */
  mark?: ReactNode;
  /** One quiet line below. */
  meta?: ReactNode;
  /** The way here, without the page itself. */
  breadcrumbs?: Crumb[];
  /** The one primary action, after whatever is secondary. */
  actions?: ReactNode;
}

export function PageHeader({ title, mark, meta, breadcrumbs, actions }: PageHeaderProps) {
  const { t } = useTranslation();
  return (
    <header className="flex flex-wrap items-end justify-between gap-x-6 gap-y-3 pt-6 pb-5 max-md:pt-4 max-md:pb-4">
      <DocumentTitle>{title}</DocumentTitle>
      <div className="flex min-w-0 flex-col gap-1">
        {breadcrumbs && (
          <nav aria-label={t("shell.breadcrumbs")}>
            <ol className="flex flex-wrap items-center gap-1 text-13 text-muted">
              {breadcrumbs.map((crumb) => (
                <li key={crumb.href} className="flex items-center gap-1">
                  <Link
                    to={crumb.href}
                    prefetch="intent"
                    className="rounded-sm hover:text-ink pointer-coarse:py-2"
                  >
                    {crumb.label}
                  </Link>
                  <ChevronRight className="size-3 text-faint" aria-hidden />
                </li>
              ))}
            </ol>
          </nav>
        )}
        <div className="flex min-w-0 flex-wrap items-center gap-x-3 gap-y-1">
          <h1 className="text-20 font-semibold break-words">{title}</h1>
          {mark}
        </div>
        {meta && <div className="text-13 text-muted">{meta}</div>}
      </div>
      {actions && <div className="flex flex-wrap items-center gap-2 print:hidden">{actions}</div>}
    </header>
  );
}
