import { createContext, useContext } from "react";

/** What follows every page's own title: the name that the shell carries. */
export const TitleSuffix = createContext("Recording Studio Manager");

export function DocumentTitle({ children }: { children: string }) {
  const suffix = useContext(TitleSuffix);
  return <title>{`${children} · ${suffix}`}</title>;
}
