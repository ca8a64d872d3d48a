import { useEffect, useState } from "react";

interface ElapsedProps {
  /** How long it had been, at the moment in which the page was read, in milliseconds. */
  ms: number;
  /** Goes on from there by itself; otherwise it stands still. */
  isRunning?: boolean;
  /** Without them the minutes are enough. */
  seconds?: boolean;
}

/** A time that goes by: "1:05:09". It counts by the reader's clock, which need not show the right time. */
export function Elapsed({ ms, isRunning = true, seconds = false }: ElapsedProps) {
  const [passed, setPassed] = useState(0);
  useEffect(() => {
    const from = performance.now();
    const tick = () => setPassed(isRunning ? performance.now() - from : 0);
    tick();
    if (!isRunning) return undefined;
    const timer = setInterval(tick, seconds ? 1_000 : 10_000);
    return () => clearInterval(timer);
  }, [ms, isRunning, seconds]);
  return (
    <span role="timer" className="font-mono tabular-nums">
      {clockText(ms + passed, seconds)}
    </span>
  );
}

function clockText(ms: number, seconds: boolean): string {
  const whole = Math.floor(ms / 1_000);
  const two = (value: number) => String(value).padStart(2, "0");
  const [h, m] = [Math.floor(whole / 3_600), Math.floor(whole / 60) % 60];
  return seconds ? `${h}:${two(m)}:${two(whole % 60)}` : `${h}:${two(m)}`;
}
