import type { ReactNode } from "react";
import { Centered } from "#app/ui/centered.tsx";
import { DocumentTitle } from "#app/ui/document-title.tsx";
import { LanguageSwitch, ThemeSwitch } from "#app/ui/preferences.tsx";

interface SignInPageProps {
  title: string;
  text?: ReactNode;
  children?: ReactNode;
}

/** A page for who is not signed in yet: the language and the theme stand below it. */
export function SignInPage({ title, text, children }: SignInPageProps) {
  return (
    <Centered
      title={title}
      text={text}
      footer={
        <>
          <LanguageSwitch />
          <ThemeSwitch />
        </>
      }
    >
      <DocumentTitle>{title}</DocumentTitle>
      {children}
    </Centered>
  );
}

/** Other ways, below the form. */
export function OtherWays({ children }: { children: ReactNode }) {
  return (
    <div className="flex flex-col items-start gap-2 text-13 pointer-coarse:gap-1 pointer-coarse:[&_a]:py-3">
      {children}
    </div>
  );
}
