/** Milliseconds as an operator reads them: "29 ms", "1,3 s", "2 min 05 s". */
export function formatElapsed(ms: number, language: string): string {
  if (ms < 1000) return `${Math.round(ms)}\u00a0ms`;
  const seconds = ms / 1000;
  if (seconds < 60) {
    const number = new Intl.NumberFormat(language, { maximumFractionDigits: 1 });
    return `${number.format(seconds)}\u00a0s`;
  }
  const whole = Math.round(seconds);
  return `${Math.floor(whole / 60)}\u00a0min\u00a0${String(whole % 60).padStart(2, "0")}\u00a0s`;
}
