// Puts the icons in use, the drawings and the species marks into two sprites of <symbol>s.
import { readFile, readdir } from "node:fs/promises"
import { join } from "node:path"
import { ICONS } from "./icons.mjs"

const inner = (svg) =>
  svg
    .replace(/<!--[\s\S]*?-->/g, "")
    .replace(/^[\s\S]*?<svg[^>]*>/, "")
    .replace(/<\/svg>\s*$/, "")
    .replace(/\s*\n\s*/g, "")
    .replace(/ \/>/g, "/>")

const sprite = (symbols) => `<svg xmlns="http://www.w3.org/2000/svg">\n${symbols.join("\n")}\n</svg>\n`

/** Lucide icons by name, then every drawing of images/drawings/ under its file name. */
export async function iconSprite(iconsFolder, imagesFolder) {
  const stroke = 'fill="none" stroke="currentColor" stroke-width="2" stroke-linecap="round" stroke-linejoin="round"'
  const symbols = []
  for (const name of [...ICONS].sort()) {
    const svg = await readFile(join(iconsFolder, `${name}.svg`), "utf8")
    symbols.push(`<symbol id="${name}" viewBox="0 0 24 24" ${stroke}>${inner(svg)}</symbol>`)
  }
  const drawings = join(imagesFolder, "drawings")
  for (const file of (await readdir(drawings)).sort()) {
    const svg = await readFile(join(drawings, file), "utf8")
    const box = svg.match(/viewBox="([^"]+)"/)[1]
    symbols.push(`<symbol id="${file.replace(".svg", "")}" viewBox="${box}">${inner(svg)}</symbol>`)
  }
  return sprite(symbols)
}

/** The species marks: one colour (currentColor), cut-outs in the tint of their tile. */
export async function speciesSprite(folder) {
  const symbols = []
  for (const file of (await readdir(folder)).sort()) {
    const svg = await readFile(join(folder, file), "utf8")
    const body = inner(svg).replaceAll(/var\(--species-tint,\s*#[0-9A-Fa-f]{6}\)/g, "var(--species-tint)")
    symbols.push(`<symbol id="${file.replace(".svg", "")}" viewBox="0 0 48 48" fill="currentColor">${body}</symbol>`)
  }
  return sprite(symbols)
}
