import interLatin from "@fontsource-variable/inter/files/inter-latin-wght-normal.woff2?url";
import type { ReactNode } from "react";
import { I18nextProvider } from "react-i18next";
import { Links, Meta, Outlet, Scripts, ScrollRestoration, useRouteLoaderData } from "react-router";
import "./i18n/form-errors.ts";
import { defaultLanguage, i18nOf, isLanguage, type Language } from "./i18n/i18n.ts";
import { languageOf } from "./i18n/i18n.server.ts";
import { limitStrangers } from "./identity/limit-strangers.server.ts";
import { identify } from "./identity/user-context.server.ts";
import { readCookie } from "./lib/cookies.ts";
import { EarlyPress } from "./ui/early-press.tsx";
import { ErrorPage } from "./ui/error-page.tsx";
import { refuseUnknownHost } from "./tenancy/enter-studio.server.ts";
import { isTheme } from "./ui/theme.ts";
import { Toasts } from "./ui/toast.tsx";
import type { Route } from "./+types/root.ts";
import stylesheet from "./app.css?url";

export const links: Route.LinksFunction = () => [
  { rel: "preload", href: interLatin, as: "font", type: "font/woff2", crossOrigin: "anonymous" },
  { rel: "stylesheet", href: stylesheet },
  { rel: "icon", href: "/favicon.svg", type: "image/svg+xml" },
];

export const middleware: Route.MiddlewareFunction[] = [refuseUnknownHost, identify, limitStrangers];

export function loader({ request }: Route.LoaderArgs) {
  const theme = readCookie(request, "theme");
  return {
    language: languageOf(request),
    theme: isTheme(theme) ? theme : "system",
    sidebar: readCookie(request, "sidebar") === "narrow" ? "narrow" : "wide",
  };
}

/** The document around every page and every error. */
export function Layout({ children }: { children: ReactNode }) {
  const preferences = useRouteLoaderData<typeof loader>("root");
  const language = preferences?.language ?? writtenLanguage();
  return (
    <html lang={language} data-theme={preferences?.theme} data-sidebar={preferences?.sidebar}>
      <head>
        <meta charSet="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover" />
        <meta name="color-scheme" content="light dark" />
        <Meta />
        <Links />
      </head>
      <body>
        <EarlyPress />
        <I18nextProvider i18n={i18nOf(language)}>
          {children}
          <Toasts />
        </I18nextProvider>
        <ScrollRestoration />
        <Scripts />
      </body>
    </html>
  );
}

// Where this loader itself failed, the browser goes on in the language that the server wrote.
function writtenLanguage(): Language {
  const lang = typeof document === "undefined" ? null : document.documentElement.lang;
  return isLanguage(lang) ? lang : defaultLanguage;
}

export default function Root() {
  return <Outlet />;
}

export function ErrorBoundary({ error }: Route.ErrorBoundaryProps) {
  return <ErrorPage error={error} />;
}
