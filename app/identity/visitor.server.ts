import { createContext } from "react-router";

/** Who asks, before anybody knows who it is. */
export type Visitor = {
  /** Of the client, as the trusted proxy says where there is one; null where it is none. */
  address: string | null;
  userAgent: string | null;
  /** Names this request in the log and in its answer. */
  requestId: string;
};

/** The server sets it for every request. */
export const visitorContext = createContext<Visitor>();
