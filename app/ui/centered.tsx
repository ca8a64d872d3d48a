import type { ReactNode } from "react";
import { Logo } from "./logo.tsx";

interface CenteredProps {
  /** Stands above instead of the product's own mark: a studio's logo. */
  brand?: ReactNode;
  title: string;
  text?: ReactNode;
  /** Below, outside the panel: another way, the language. */
  footer?: ReactNode;
  children?: ReactNode;
}

/** One quiet column for what happens outside the shell: signing in, choosing, an error. */
export function Centered({ brand, title, text, footer, children }: CenteredProps) {
  return (
    <div className="flex min-h-dvh flex-col items-center px-4 py-6">
      <main className="flex w-full max-w-[22rem] flex-1 flex-col justify-center gap-6 py-10">
        <div className="flex flex-col gap-4">
          {brand ?? <Logo className="size-8" />}
          <div className="flex flex-col gap-1">
            <h1 className="text-20 font-semibold text-balance">{title}</h1>
            {text && <p className="text-14 text-pretty text-muted">{text}</p>}
          </div>
        </div>
        {children}
      </main>
      {footer && (
        <footer className="flex flex-wrap items-center justify-center gap-4 text-13 text-muted">
          {footer}
        </footer>
      )}
    </div>
  );
}
