import { Monitor, Moon, Sun, type LucideIcon } from "lucide-react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { useFetcher, useLocation, useRouteLoaderData } from "react-router";
import { languages } from "#app/i18n/i18n.ts";
import { themes, type Theme } from "./theme.ts";

const icons: Record<Theme, LucideIcon> = { light: Sun, dark: Moon, system: Monitor };

/** Light, dark, or as the device: a cookie that `/preferences` writes. */
export function ThemeSwitch() {
  const { t } = useTranslation();
  const fetcher = useFetcher();
  const preferences = useRouteLoaderData<{ theme: Theme }>("root");
  const current = fetcher.formData?.get("theme") ?? preferences?.theme;
  return (
    <fetcher.Form method="post" action="/preferences">
      <ReturnTo />
      <Choices label={t("theme.label")}>
        {themes.map((theme) => {
          const Icon = icons[theme];
          return (
            <button
              key={theme}
              name="theme"
              value={theme}
              aria-pressed={theme === current}
              aria-label={t(`theme.${theme}`)}
              title={t(`theme.${theme}`)}
              className={choice}
            >
              <Icon className="size-4" aria-hidden />
            </button>
          );
        })}
      </Choices>
    </fetcher.Form>
  );
}

/** Asks for the document afresh, since a page carries the messages of one language only. */
export function LanguageSwitch() {
  const { t, i18n } = useTranslation();
  return (
    <form method="post" action="/preferences">
      <ReturnTo />
      <Choices label={t("language.label")}>
        {languages.map((language) => (
          <button
            key={language}
            name="language"
            value={language}
            lang={language}
            aria-pressed={language === i18n.language}
            className={choice}
          >
            {t(`language.${language}`)}
          </button>
        ))}
      </Choices>
    </form>
  );
}

function ReturnTo() {
  const { pathname, search } = useLocation();
  return <input type="hidden" name="returnTo" value={pathname + search} />;
}

const choice =
  "flex h-7 min-w-8 items-center justify-center rounded-sm px-2 text-13 text-muted hover:text-ink aria-pressed:bg-surface aria-pressed:font-medium aria-pressed:text-ink aria-pressed:shadow-[0_0_0_1px_var(--line-strong)] pointer-coarse:h-11 pointer-coarse:min-w-11";

function Choices({ label, children }: { label: string; children: ReactNode }) {
  return (
    <fieldset aria-label={label} className="inline-flex gap-0.5 rounded-md bg-hover p-0.5">
      {children}
    </fieldset>
  );
}
