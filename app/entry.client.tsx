import { startTransition, StrictMode } from "react";
import { hydrateRoot } from "react-dom/client";
import { HydratedRouter } from "react-router/dom";
import { defaultLanguage, isLanguage } from "./i18n/i18n.ts";
import { loadMessages } from "./i18n/load.ts";

// The page says in which language the server wrote it; the browser goes on in the same.
const { lang } = document.documentElement;
await loadMessages(isLanguage(lang) ? lang : defaultLanguage);

startTransition(() => {
  hydrateRoot(
    document,
    <StrictMode>
      <HydratedRouter />
    </StrictMode>,
  );
});
