import { build, isBuilt } from "./run/build.ts";
import { print, step } from "./run/steps.ts";

if (isBuilt()) print("The build is up to date.");
else await step("Build", () => build());
