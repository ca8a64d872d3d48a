import { checkCycles } from "./cycles.ts";
import { checkFileLength } from "./file-length.ts";
import { report } from "./finding.ts";
import { checkLayers } from "./layers.ts";
import { readSources } from "./source-files.ts";

const sources = readSources(process.cwd());
report([...checkLayers(sources), ...checkCycles(sources), ...checkFileLength(sources)]);
