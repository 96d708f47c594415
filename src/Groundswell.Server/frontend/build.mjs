// Installs what the lock file names, checks types, bundles into ../wwwroot/assets with content hashes in the names.
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import fs from "node:fs";
import path from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import zlib from "node:zlib";

const here = path.dirname(fileURLToPath(import.meta.url));
const target = path.join(here, "..", "wwwroot", "assets");
const lock = path.join(here, "..", "wwwroot", ".building");
const patience = 5 * 60_000;

function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === "EPERM";
  }
}

async function takeLock() {
  fs.mkdirSync(path.dirname(lock), { recursive: true });
  for (const deadline = Date.now() + patience; Date.now() < deadline; await pause(100)) {
    try {
      fs.writeFileSync(lock, String(process.pid), { flag: "wx" });
      process.on("exit", () => fs.rmSync(lock, { force: true }));
      return;
    } catch (error) {
      if (error.code !== "EEXIST") throw error;
      const holder = Number(fs.readFileSync(lock, { encoding: "utf8", flag: "a+" }));
      if (holder > 0 && !isAlive(holder)) fs.rmSync(lock, { force: true });
    }
  }
  throw new Error(`another build has held ${lock} for five minutes; remove it if none runs`);
}

function run(command, args) {
  const result = spawnSync(command, args, { cwd: here, stdio: "inherit", shell: process.platform === "win32" });
  if (result.error) throw new Error(`${command} could not be started: ${result.error.message}`);
  if (result.status !== 0) throw new Error(`${command} ${args.join(" ")} failed`);
}

function installPackages() {
  const wanted = createHash("sha256")
    .update(fs.readFileSync(path.join(here, "package-lock.json")))
    .digest("hex");
  const stamp = path.join(here, "node_modules", ".lock-hash");
  if (fs.existsSync(stamp) && fs.readFileSync(stamp, "utf8") === wanted) return;
  // No script of any package runs: esbuild and TypeScript bring their programs as packages.
  run("npm", ["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"]);
  fs.writeFileSync(stamp, wanted);
}

async function bundle() {
  const { build } = await import("esbuild");
  const result = await build({
    absWorkingDir: here,
    entryPoints: ["src/app.ts", "src/app.css"],
    bundle: true,
    minify: true,
    splitting: true,
    format: "esm",
    target: ["es2022", "chrome109", "firefox115", "safari16"],
    outdir: target,
    entryNames: "[name]-[hash]",
    chunkNames: "[name]-[hash]",
    metafile: true,
    write: false,
    legalComments: "none",
    logLevel: "warning",
  });
  const names = {};
  for (const [file, output] of Object.entries(result.metafile.outputs)) {
    if (output.entryPoint) names[path.basename(output.entryPoint).replace(/\.ts$/, ".js")] = path.basename(file);
  }
  return { files: result.outputFiles, names };
}

function write({ files, names }) {
  fs.mkdirSync(target, { recursive: true });
  const kept = new Set(["index.json"]);
  for (const file of files) {
    const name = path.basename(file.path);
    const bytes = Buffer.from(file.contents);
    fs.writeFileSync(path.join(target, name), bytes);
    fs.writeFileSync(path.join(target, `${name}.gz`), zlib.gzipSync(bytes, { level: 9 }));
    fs.writeFileSync(path.join(target, `${name}.br`), zlib.brotliCompressSync(bytes));
    for (const end of ["", ".gz", ".br"]) kept.add(name + end);
  }
  for (const name of fs.readdirSync(target)) {
    if (!kept.has(name)) fs.rmSync(path.join(target, name));
  }
  // Last: its time tells the build that all else is there.
  fs.writeFileSync(path.join(target, "index.json"), JSON.stringify(names));
}

try {
  await takeLock();
  installPackages();
  run(process.execPath, [path.join(here, "node_modules", "typescript", "bin", "tsc"), "--noEmit"]);
  write(await bundle());
} catch (error) {
  console.error(`build.mjs(1,1): error GSFE: ${error.message}`);
  process.exit(1);
}
