import type { ReactNode } from "react";
import { cx } from "#app/lib/cx.ts";

interface PageProps {
  /** "content" up to 1280 px; "form" for one column of fields; "full" for timelines and wide tables. */
  width?: "content" | "form" | "full";
  children: ReactNode;
}

const widths = { content: "max-w-[80rem]", form: "max-w-[40rem]", full: "max-w-none" };

/** A page inside the shell: its gutters and its width. PageHeader comes first in it. */
export function Page({ width = "content", children }: PageProps) {
  return (
    <div className={cx("mx-auto w-full px-6 pb-16 max-md:px-4", widths[width])}>{children}</div>
  );
}
