import { createContext } from "react";

/** What a style element that is written into a page must bear (Content-Security-Policy). */
export const NonceContext = createContext<string | undefined>(undefined);
