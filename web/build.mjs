// Bundles what the explorer's pages run in the browser. In: src/ and the packages of package.json. Out: src/dragoman/web/static/built.
import { build } from "esbuild";
import { copyFileSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const here = dirname(fileURLToPath(import.meta.url));
const out = join(here, "../src/dragoman/web/static/built");
const find = createRequire(import.meta.url).resolve;
rmSync(out, { recursive: true, force: true });
mkdirSync(out, { recursive: true });

const made = await build({
  entryPoints: [join(here, "src/explorer.js")],
  bundle: true,
  minify: true,
  format: "esm",
  splitting: true,
  chunkNames: "[name]-[hash]",
  target: "es2022",
  outdir: out,
  legalComments: "external",
  metafile: true,
});
copyFileSync(find("world-atlas/countries-110m.json"), join(out, "countries.json"));
copyFileSync(find("htmx.org/dist/htmx.min.js"), join(out, "htmx.js"));

// The licence of every package of which a part is shipped stands beside the bundle.
const packages = new Set(["htmx.org", "world-atlas"]);
for (const input of Object.keys(made.metafile.inputs)) {
  const found = /node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(input);
  if (found) packages.add(found[1]);
}
const notices = [...packages].sort().map((name) => {
  const folder = join(here, "node_modules", name);
  const { version, license } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
  return `${name} ${version} (${license})\n\n${licence(folder)}`;
});
writeFileSync(join(out, "LICENSES.txt"), notices.join("\n" + "-".repeat(79) + "\n"));

function licence(folder) {
  for (const name of ["LICENSE", "LICENSE.md", "LICENSE.txt", "license", "LICENCE"]) {
    try {
      return readFileSync(join(folder, name), "utf8").trim() + "\n";
    } catch (error) {
      if (error.code !== "ENOENT") throw error;
    }
  }
  return "";
}
