// First: it settles how zod works here, before any schema is made.
import "./i18n/form-errors.ts";
import { startTransition, StrictMode } from "react";
import { hydrateRoot } from "react-dom/client";
import { HydratedRouter } from "react-router/dom";
import { defaultLanguage, isLanguage } from "./i18n/i18n.ts";
import { loadMessages } from "./i18n/load.ts";
import { NonceContext } from "./ui/nonce.ts";

// The page says in which language the server wrote it; the browser goes on in the same.
const { lang } = document.documentElement;
await loadMessages(isLanguage(lang) ? lang : defaultLanguage);

// A style that is written later bears the nonce of the page, which only a script can read.
const nonce = document.querySelector<HTMLScriptElement>("script[nonce]")?.nonce;

// From here on React takes presses up itself; one that both did would open and close.
window.earlyPress?.stop();
startTransition(() => {
  hydrateRoot(
    document,
    <StrictMode>
      <NonceContext value={nonce}>
        <HydratedRouter />
      </NonceContext>
    </StrictMode>,
  );
});
