import process from "node:process";
import { styleText } from "node:util";

/** Runs a step and prints one line for it: what was done, and how long it took. */
export async function step<T>(label: string, work: (progress: Progress) => Promise<T>): Promise<T> {
  const begin = performance.now();
  const progress = (detail: string) => showNow(`${label}: ${detail}`);
  showNow(label);
  try {
    const result = await work(progress);
    const seconds = ((performance.now() - begin) / 1000).toFixed(1);
    print(`${green("✓")} ${label.padEnd(44)} ${dim(`${seconds.padStart(5)} s`)}`);
    return result;
  } catch (error) {
    print(`${styleText("red", "✗")} ${label}`);
    throw error;
  }
}

/** Says what a step does at the moment. */
export type Progress = (detail: string) => void;

export function print(line = "") {
  clearNow();
  process.stdout.write(line === "" ? "\n" : `  ${line}\n`);
}

export const bold = (text: string) => styleText("bold", text);
export const dim = (text: string) => styleText("dim", text);
export const green = (text: string) => styleText("green", text);

// On a terminal, the line of what goes on is written over; in a file it would only be noise.
function showNow(text: string) {
  if (!process.stdout.isTTY) return;
  clearNow();
  process.stdout.write(dim(`  … ${text.slice(0, process.stdout.columns - 6)}`));
}

function clearNow() {
  if (process.stdout.isTTY) process.stdout.write("\r\u001B[2K");
}
