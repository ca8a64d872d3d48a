import { ArrowUp, Plus, Trash2 } from "lucide-react";
import type { ComponentProps, ReactNode } from "react";
import { Button } from "./button.tsx";
import { IconButton } from "./icon-button.tsx";

interface FieldGroupProps {
  legend: string;
  text?: string;
  /** At the end: what adds a line. */
  action?: ReactNode;
  children: ReactNode;
}

/** Fields that belong together, under a line of their own. */
export function FieldGroup({ legend, text, action, children }: FieldGroupProps) {
  return (
    <fieldset className="flex min-w-0 flex-col gap-4 border-t border-line pt-4">
      <legend className="float-left text-14 font-semibold">{legend}</legend>
      {text && <p className="clear-both text-12 text-muted">{text}</p>}
      {children}
      {action && <div className="clear-both">{action}</div>}
    </fieldset>
  );
}

/** One line of a list of fields, with what moves or removes it at its end. */
export function FieldLine({ remove, children }: { remove?: ReactNode; children: ReactNode }) {
  return (
    <div className="clear-both flex items-start gap-2">
      <div className="flex min-w-0 flex-1 flex-wrap items-start gap-x-3 gap-y-3">{children}</div>
      {remove && <span className="flex pt-6">{remove}</span>}
    </div>
  );
}

/** Conform's button props of an insertion. */
export function AddLine(props: ComponentProps<typeof Button>) {
  return <Button {...props} type="submit" size="sm" icon={<Plus aria-hidden />} />;
}

/** Conform's button props of a removal. */
export function RemoveLine(props: Omit<ComponentProps<typeof IconButton>, "icon">) {
  return <IconButton {...props} type="submit" icon={<Trash2 aria-hidden />} />;
}

/** Conform's button props of a reordering by one. */
export function RaiseLine(props: Omit<ComponentProps<typeof IconButton>, "icon">) {
  return <IconButton {...props} type="submit" icon={<ArrowUp aria-hidden />} />;
}
