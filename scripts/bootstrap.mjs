// Makes node_modules what package-lock.json says, before any script that needs it. Runs on the
// machine's own Node (18 or later) and with what is built into it, since nothing else is there yet.
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import {
  chmodSync,
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import path from "node:path";
import process from "node:process";
import { fileURLToPath } from "node:url";

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
const stamp = path.join(root, "node_modules", ".bootstrap");
const patches = path.join(root, "patches");

if (!isReady()) await alone(() => isReady() || install());

function isReady() {
  return existsSync(stamp) && readFileSync(stamp, "utf8") === wanted();
}

function wanted() {
  const hash = createHash("sha256").update(readFileSync(path.join(root, "package-lock.json")));
  for (const name of patchNames()) hash.update(readFileSync(path.join(patches, name)));
  return hash.digest("hex");
}

function patchNames() {
  return existsSync(patches) ? readdirSync(patches).sort() : [];
}

function install() {
  if (!isInstalled()) {
    say("Installing packages (about half a minute) …");
    const begin = Date.now();
    // Building needs the development packages, whatever NODE_ENV says.
    npm("ci", "--include=dev");
    say(`Packages installed in ${Math.round((Date.now() - begin) / 1000)} s.`);
  }
  if (patchNames().length > 0) {
    run([path.join(root, "node_modules/patch-package/index.js"), "--error-on-fail"]);
  }
  checkNode();
  writeFileSync(stamp, wanted());
}

// What `npm install` has just put there needs no second installation.
function isInstalled() {
  const hidden = path.join(root, "node_modules", ".package-lock.json");
  if (!existsSync(hidden)) return false;
  const present = readPackages(hidden);
  const locked = Object.entries(readPackages(path.join(root, "package-lock.json")));
  return locked.every(([name, { version, optional, devOptional }]) => {
    if (name === "" || (!present[name] && (optional || devOptional))) return true;
    return present[name]?.version === version;
  });
}

function readPackages(file) {
  return JSON.parse(readFileSync(file, "utf8")).packages;
}

function npm(...args) {
  const own = process.env.npm_execpath ?? "";
  if (path.basename(own).startsWith("npm")) run([own, ...args]);
  else run(args, "npm");
}

function run(args, command = process.execPath) {
  const { status, error, stdout, stderr } = spawnSync(command, args, {
    cwd: root,
    encoding: "utf8",
    shell: command === "npm" && process.platform === "win32",
  });
  if (status === 0) return;
  fail(`${error?.message ?? stderr}\n${stdout ?? ""}`.trim());
}

// npm brings Node 24 where a package of it exists; elsewhere the machine's own has to do.
function checkNode() {
  if (existsSync(path.join(root, "node_modules/.bin/node"))) return;
  const [major, minor] = process.versions.node.split(".").map(Number);
  if (major < 22 || (major === 22 && minor < 22)) {
    fail(`Node 22.22 or later is needed here; this is ${process.versions.node}.`);
  }
}

// Two terminals may start at once. The folder is made by one of them only.
async function alone(work) {
  const data = path.join(root, ".data");
  const lock = path.join(data, "bootstrap.lock");
  if (!existsSync(data)) {
    mkdirSync(data);
    chmodSync(data, 0o755);
  }
  for (let waited = 0; !take(lock); waited += 1) {
    if (waited === 0) say("Another process installs the packages: waiting for it …");
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  const release = () => rmSync(lock, { force: true });
  process.once("exit", release);
  work();
  release();
}

function take(lock) {
  try {
    writeFileSync(lock, String(process.pid), { flag: "wx" });
    return true;
  } catch (error) {
    if (error.code !== "EEXIST") throw error;
    if (!isHeld(lock)) rmSync(lock, { force: true });
    return false;
  }
}

function isHeld(lock) {
  try {
    process.kill(Number(readFileSync(lock, "utf8")) || 0, 0);
    return true;
  } catch (error) {
    return error.code === "EPERM";
  }
}

function say(line) {
  process.stderr.write(`  ${line}\n`);
}

function fail(reason) {
  say(`The packages could not be installed:\n\n${reason}\n`);
  process.exit(1);
}
