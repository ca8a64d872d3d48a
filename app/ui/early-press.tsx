import { use, useEffect } from "react";
import { NonceContext } from "./nonce.ts";

declare global {
  interface Window {
    earlyPress?: { button?: HTMLElement; stop(): void };
  }
}

const keepPress = `(() => {
  const keep = ({ target }) => {
    const button = target.closest?.("button[type=button]");
    if (button) earlyPress.button = button;
  };
  addEventListener("click", keep, true);
  window.earlyPress = { stop: () => removeEventListener("click", keep, true) };
})()`;

/**
 * On a slow line a page is seen before its scripts run. Links and forms work then; a press of another
 * button is kept here, and answered when the page can.
 */
export function EarlyPress() {
  const nonce = use(NonceContext);
  useEffect(() => {
    const early = window.earlyPress;
    delete window.earlyPress;
    if (early?.button?.isConnected) early.button.click();
  }, []);
  return (
    <script
      nonce={nonce}
      suppressHydrationWarning
      // Ours alone, and the same on every page.
      dangerouslySetInnerHTML={{ __html: keepPress }}
    />
  );
}
