// Builds hedgerow/web/static/build: stylesheet, scripts, fonts, sprites, logo. Run by `npm run build`.
import { mkdir, readFile, readdir, rm, stat, writeFile } from "node:fs/promises"
import { createRequire } from "node:module"
import { dirname, join } from "node:path"
import { fileURLToPath } from "node:url"
import { gzipSync } from "node:zlib"
import * as esbuild from "esbuild"
import { iconSprite, speciesSprite } from "./sprites.mjs"

const here = dirname(fileURLToPath(import.meta.url))
const out = join(here, "../hedgerow/web/static/build")
const require = createRequire(import.meta.url)
const packageFile = (name, file) => join(dirname(require.resolve(`${name}/package.json`)), file)

const FONTS = [
  ["@fontsource-variable/atkinson-hyperlegible-next", "atkinson-hyperlegible-next-latin-wght-normal", "atkinson-latin"],
  ["@fontsource-variable/atkinson-hyperlegible-next", "atkinson-hyperlegible-next-latin-ext-wght-normal", "atkinson-latin-ext"],
  ["@fontsource/fraunces", "fraunces-latin-600-normal", "fraunces-latin"],
  ["@fontsource/fraunces", "fraunces-latin-ext-600-normal", "fraunces-latin-ext"],
]

const scripts = {
  entryPoints: ["main", "composer", "upload"].map((name) => join(here, `js/${name}.js`)),
  bundle: true,
  minify: true,
  outdir: out,
  target: ["chrome109", "firefox115", "safari16"],
  legalComments: "none",
}

const styles = {
  entryPoints: [join(here, "css/main.css")],
  bundle: true,
  minify: true,
  outdir: out,
  external: ["fonts/*", "./fonts/*"],
  target: ["chrome109", "firefox115", "safari16"],
}

/** Fonts, sprites and pictures: what esbuild has no part in. */
async function assets() {
  await mkdir(join(out, "fonts"), { recursive: true })
  for (const [name, file, to] of FONTS) {
    await writeFile(join(out, `fonts/${to}.woff2`), await readFile(packageFile(name, `files/${file}.woff2`)))
  }
  await writeFile(join(out, "icons.svg"), await iconSprite(packageFile("lucide-static", "icons"), join(here, "images")))
  await writeFile(join(out, "species.svg"), await speciesSprite(join(here, "species")))
  for (const file of ["mark.svg", "favicon.svg", "app-icon.svg", "app-icon-180.png", "app-icon-512.png"]) {
    await writeFile(join(out, file), await readFile(join(here, "images", file)))
  }
}

/** Takes away what this build did not write. Files are replaced one by one, so that a running server never lacks its stylesheet. */
async function sweep(begun) {
  for (const file of await readdir(out, { recursive: true })) {
    const found = await stat(join(out, file))
    if (found.isFile() && found.mtimeMs < begun - 2000) await rm(join(out, file))
  }
}

/** What a browser downloads, in kB after gzip, so that a growing file is seen at once. */
async function report() {
  for (const file of (await readdir(out)).sort()) {
    if (!/\.(css|js|svg)$/.test(file)) continue
    const bytes = await readFile(join(out, file))
    console.log(`${file.padEnd(14)} ${(bytes.length / 1024).toFixed(1).padStart(6)} kB ${(gzipSync(bytes, { level: 9 }).length / 1024).toFixed(1).padStart(6)} kB gz`)
  }
}

if (process.argv.includes("--watch")) {
  await rm(out, { recursive: true, force: true }) // with the compressed copies, which would stay old
  await assets()
  for (const options of [scripts, styles]) await (await esbuild.context(options)).watch()
  console.log("Watching frontend/ for changes.")
} else {
  const begun = Date.now()
  await assets()
  await Promise.all([esbuild.build(scripts), esbuild.build(styles)])
  await sweep(begun)
  await report()
}
