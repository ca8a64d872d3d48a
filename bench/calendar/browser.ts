import { type Browser, type BrowserContext, chromium, type Page } from "@playwright/test";
import { chooseChromium } from "../../tests/e2e/support/chromium.ts";
import { OWNER } from "../fixture.ts";

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

/** Opens a page as one types its address; milliseconds since the navigation began. */
export async function visit(context: BrowserContext, path: string): Promise<Visit> {
  const page = await openInteractive(context, path);
  try {
    return await page.evaluate(() => ({
      painted: performance.getEntriesByName("first-contentful-paint")[0]?.startTime ?? Number.NaN,
      interactive: Number(document.documentElement.dataset.interactive),
      blocks: document.querySelectorAll("[data-session]").length,
    }));
  } finally {
    await page.close();
  }
}

/**
 * A page once the first block that may be moved takes a key, and when that was: every 5 ms it is sent
 * Shift and an arrow, until a handler prevents what the browser would do.
 */
async function openInteractive(context: BrowserContext, path: string): Promise<Page> {
  const page = await context.newPage();
  await page.addInitScript(() => {
    const how = { key: "ArrowRight", shiftKey: true, bubbles: true, cancelable: true };
    const timer = setInterval(() => {
      const block = document.querySelector("[data-session]:has([data-end])");
      if (block?.dispatchEvent(new KeyboardEvent("keydown", how)) ?? true) return;
      clearInterval(timer);
      document.documentElement.dataset.interactive = String(performance.now());
    }, 5);
  });
  await page.goto(path, { waitUntil: "commit" });
  await page.waitForSelector("html[data-interactive]", { state: "attached", timeout: 60_000 });
  return page;
}

export type Drag = { takenHold: number; moves: number[]; blocks: number };

/**
 * Drags a block by 40 steps, each to another quarter of an hour. The time of a step is the main thread's:
 * from the pointer's move to the change in the page, and from the next frame's beginning to its painting;
 * not the wait for the frame.
 */
export async function drag(context: BrowserContext, path: string): Promise<Drag> {
  const page = await openInteractive(context, path);
  try {
    return await page.evaluate(dragInPage);
  } finally {
    await page.close();
  }
}

/** Runs in the page. */
async function dragInPage(): Promise<Drag> {
  const rest = () => new Promise((resolve) => setTimeout(resolve, 500));
  await rest();
  const frame = document.querySelector("section:has([data-lane])");
  if (!frame) throw new Error("there is no timeline");
  const blocks = [...frame.querySelectorAll<HTMLElement>("[data-session]:has([data-end])")];
  const block = blocks[blocks.length >> 1];
  if (!block) throw new Error("there is no block that may be moved");
  // Lets go of what the keyboard took hold of.
  frame.dispatchEvent(new FocusEvent("focusout"));
  block.scrollIntoView({ block: "center", inline: "center" });
  await rest();
  const box = block.getBoundingClientRect();
  // Not where the pointer would stand between two steps.
  const [x, y] = [box.left + 13, box.top + box.height / 2];
  const send = (type: string, clientX: number, target: EventTarget) =>
    target.dispatchEvent(
      new PointerEvent(type, {
        ...{ clientX, clientY: y, button: 0, isPrimary: true, pointerType: "mouse" },
        ...{ bubbles: true, cancelable: true },
      }),
    );
  // A quarter of an hour.
  const STEP_PX = 6;
  const times: number[] = [];
  send("pointerdown", x, block);
  for (let step = 1; step <= 41; step += 1) times.push(await move(frame, x + STEP_PX * step));
  dispatchEvent(new KeyboardEvent("keydown", { key: "Escape", cancelable: true }));
  const [takenHold = Number.NaN, ...moves] = times;
  return { takenHold, moves, blocks: document.querySelectorAll("[data-session]").length };

  async function move(within: Element, to: number): Promise<number> {
    let begun = performance.now();
    await new Promise<void>((changed, reject) => {
      setTimeout(() => reject(new Error("the drag changed nothing")), 10_000);
      const observer = new MutationObserver(() => {
        observer.disconnect();
        changed();
      });
      observer.observe(within, { subtree: true, childList: true, attributes: true });
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
