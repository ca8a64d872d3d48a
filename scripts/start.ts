import process from "node:process";
import { runApplication } from "./run/application.ts";

// Before React is loaded, which reads it once.
process.env.NODE_ENV = "production";
await runApplication();
