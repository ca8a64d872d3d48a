import { type Browser, type BrowserContext, chromium, type Page } from "@playwright/test";
import { chooseChromium } from "../../tests/e2e/support/chromium.ts";
import { OWNER } from "./fixture.ts";

/** A Chromium whose one context is signed in. */
export async function openBrowser(origin: string) {
  const browser: Browser = await chromium.launch({
    executablePath: chooseChromium(),
    args: ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking"],
  });
  const context = await browser.newContext({
    ...{ baseURL: origin, locale: "fr-FR", timezoneId: "Europe/Paris" },
    viewport: { width: 1440, height: 900 },
  });
  await signIn(context);
  return { context, close: () => browser.close() };
}

async function signIn(context: BrowserContext): Promise<void> {
  const page = await context.newPage();
  await page.goto("/sign-in");
  await page.getByLabel("E-mail").fill(OWNER.email);
  await page.getByLabel("Mot de passe").fill(OWNER.password);
  await page.getByRole("button", { name: "Se connecter" }).click();
  await page.waitForURL((url) => url.pathname !== "/sign-in");
  await page.close();
}

export type Visit = { painted: number; interactive: number; blocks: number };

/**
 * Opens a page as one types its address. `interactive` is when the first block that may be moved takes a
 * key: every 5 ms it is sent Shift and an arrow, until a handler prevents what the browser would do.
 * Milliseconds since the navigation began.
 */
export async function visit(context: BrowserContext, path: string): Promise<Visit> {
  const page = await context.newPage();
  try {
    await page.addInitScript(() => {
      const press = (key: string) => {
        const block = document.querySelector(`[data-session]:has([data-end])`);
        const how = { key, shiftKey: key !== "Escape", bubbles: true, cancelable: true };
        return block !== null && !block.dispatchEvent(new KeyboardEvent("keydown", how));
      };
      const timer = setInterval(() => {
        if (!press("ArrowRight")) return;
        clearInterval(timer);
        document.documentElement.dataset.interactive = String(performance.now());
        press("Escape");
      }, 5);
    });
    await page.goto(path, { waitUntil: "commit" });
    await page.waitForSelector("html[data-interactive]", { state: "attached", timeout: 60_000 });
    return await page.evaluate(() => ({
      painted: performance.getEntriesByName("first-contentful-paint")[0]?.startTime ?? Number.NaN,
      interactive: Number(document.documentElement.dataset.interactive),
      blocks: document.querySelectorAll("[data-session]").length,
    }));
  } finally {
    await page.close();
  }
}

export type Drag = { takenHold: number; moves: number[]; blocks: number };

/**
 * Drags a block by 40 steps, each to another quarter of an hour. The time of a step is the main thread's:
 * from the pointer's move to the change in the page, and from the next frame's beginning to its painting;
 * not the wait for the frame.
 */
export async function drag(context: BrowserContext, path: string): Promise<Drag> {
  const page = await context.newPage();
  try {
    await page.goto(path);
    await page.waitForLoadState("networkidle");
    return await page.evaluate(dragInPage);
  } finally {
    await page.close();
  }
}

/** Runs in the page. */
async function dragInPage(): Promise<Drag> {
  const frame = document.querySelector("[data-lane]")!.closest("section")!;
  const blocks = [...frame.querySelectorAll<HTMLElement>("[data-session]:has([data-end])")];
  const edges = frame.getBoundingClientRect();
  const block = blocks.find((it) => {
    const { left, right, top, bottom } = it.getBoundingClientRect();
    const isInside = left > edges.left + 220 && right < edges.right - 400;
    return isInside && top > edges.top + 80 && bottom < Math.min(edges.bottom, innerHeight) - 60;
  })!;
  const box = block.getBoundingClientRect();
  const [x, y] = [box.left + box.width / 2, box.top + box.height / 2];
  const send = (type: string, clientX: number, target: EventTarget) =>
    target.dispatchEvent(
      new PointerEvent(type, {
        ...{ clientX, clientY: y, button: 0, isPrimary: true, pointerType: "mouse" },
        ...{ bubbles: true, cancelable: true },
      }),
    );
  const times: number[] = [];
  send("pointerdown", x, block);
  for (let step = 1; step <= 41; step += 1) times.push(await move(x + 6 * step));
  dispatchEvent(new KeyboardEvent("keydown", { key: "Escape", cancelable: true }));
  const [takenHold = Number.NaN, ...moves] = times;
  return { takenHold, moves, blocks: document.querySelectorAll("[data-session]").length };

  async function move(to: number): Promise<number> {
    let begun = performance.now();
    await new Promise<void>((changed) => {
      const observer = new MutationObserver(() => {
        observer.disconnect();
        changed();
      });
      observer.observe(frame, { subtree: true, childList: true, attributes: true });
      begun = performance.now();
      send("pointermove", to, document);
    });
    const scripted = performance.now() - begun;
    const drawn = await new Promise<number>((painted) =>
      requestAnimationFrame(() => {
        const from = performance.now();
        const { port1, port2 } = new MessageChannel();
        port1.addEventListener("message", () => painted(performance.now() - from));
        port1.start();
        port2.postMessage(null);
      }),
    );
    return scripted + drawn;
  }
}

/** For the eye: a page as it stands once it is quiet. */
export async function screenshot(page: Page, path: string, file: string): Promise<void> {
  await page.goto(path);
  await page.waitForLoadState("networkidle");
  await page.screenshot({ path: file });
}
