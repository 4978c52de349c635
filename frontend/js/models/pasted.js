// Turns what Word, Outlook and web pages put on the clipboard into Markdown: headings, bold, italic, links, lists, simple tables.
// Fonts, colours, comments and pictures from somebody's disk are left behind.
import { isNumbered, listLevel, stripMarker, styleOf } from "./word-lists.js"

const SKIPPED = new Set(["STYLE", "SCRIPT", "META", "LINK", "TITLE", "HEAD", "O:P", "XML", "NOSCRIPT", "TEMPLATE", "SVG", "BUTTON", "INPUT"])
const BLOCKS = new Set(["P", "DIV", "SECTION", "ARTICLE", "H1", "H2", "H3", "H4", "H5", "H6", "UL", "OL", "LI", "TABLE", "BLOCKQUOTE", "PRE", "HR", "HEADER", "FOOTER", "MAIN", "CENTER", "DL", "DT", "DD", "BODY"])
const SAFE = /^(https?:|mailto:|tel:)/i

const escape = (text) => text.replace(/([\\*_`[\]])/g, "\\$1")
const tidy = (text) => text.replace(/[ \t\u00a0]+/g, " ").replace(/ *\n */g, "\n").trim()

/** Bold and italic hug their words: "** word**" would not be read as bold. */
function hug(text, mark) {
  const [, before, inside, after] = text.match(/^(\s*)([\s\S]*?)(\s*)$/)
  return inside ? `${before}${mark}${inside}${mark}${after}` : text
}

function inline(node, inherited = "") {
  if (node.nodeType === 3) return escape(node.nodeValue.replace(/[\s\u00a0]+/g, " "))
  if (node.nodeType !== 1 || SKIPPED.has(node.nodeName) || /mso-(list:\s*ignore|hide:\s*all|comment|special-character:\s*comment)/i.test(styleOf(node))) return ""
  if (node.nodeName === "BR") return "\n"
  if (node.nodeName === "IMG") {
    const source = node.getAttribute("src") ?? ""
    return /^https?:/i.test(source) ? `![${escape(node.getAttribute("alt") ?? "")}](${source})` : ""
  }
  const style = styleOf(node)
  const bold = !inherited.includes("b") && (/^(B|STRONG)$/.test(node.nodeName) ? !/font-weight:\s*(normal|400)/i.test(style) : /font-weight:\s*(bold|[6-9]00)/i.test(style))
  const italic = !inherited.includes("i") && (/^(I|EM)$/.test(node.nodeName) ? !/font-style:\s*normal/i.test(style) : /font-style:\s*italic/i.test(style))
  let text = [...node.childNodes].map((child) => inline(child, inherited + (bold ? "b" : "") + (italic ? "i" : ""))).join("")
  if (node.nodeName === "CODE" && text.trim()) return `\`${node.textContent.trim()}\``
  if (italic) text = hug(text, "*")
  if (bold) text = hug(text, "**")
  const address = node.nodeName === "A" ? node.getAttribute("href") ?? "" : ""
  return SAFE.test(address) && text.trim() ? `[${text.trim().replace(/\n/g, " ")}](${address})` : text
}

const hasBlocks = (node) => [...node.childNodes].some((child) => child.nodeType === 1 && (BLOCKS.has(child.nodeName) || hasBlocks(child)))

function list(node, depth) {
  const numbered = node.nodeName === "OL"
  let number = Number(node.getAttribute("start")) || 1
  const rows = []
  for (const child of node.children) {
    // Word for the web and Outlook put a list inside a list, not inside its entry.
    if (/^(UL|OL)$/.test(child.nodeName)) rows.push(list(child, depth + 1))
    if (child.nodeName !== "LI") continue
    const nested = [...child.children].filter((part) => /^(UL|OL)$/.test(part.nodeName))
    const words = tidy([...child.childNodes].filter((part) => !nested.includes(part)).map((part) => inline(part)).join(""))
    const level = depth + (Number(child.getAttribute("data-aria-level")) || 1) - 1
    rows.push(`${"    ".repeat(nested.length || depth ? depth : level)}${numbered ? `${number++}.` : "-"} ${words.replace(/\n/g, " ")}`)
    for (const part of nested) rows.push(list(part, depth + 1))
  }
  return rows.join("\n")
}

function table(node) {
  const rows = [...node.querySelectorAll("tr")].map((row) => [...row.children].map((cell) => tidy(inline(cell)).replace(/\s*\n\s*/g, " ").replaceAll("|", "\\|")))
  const width = Math.max(0, ...rows.map((row) => row.length))
  if (!width) return ""
  // One cell is a frame round text, as mail programs use it, not a table.
  if (width === 1) return [...node.querySelectorAll("td, th")].map((cell) => blocks(cell)).join("\n\n")
  const line = (cells) => `| ${[...cells, ...Array(width - cells.length).fill("")].join(" | ")} |`
  return [line(rows[0]), line(Array(width).fill("---")), ...rows.slice(1).map(line)].join("\n")
}

function heading(node) {
  const level = node.nodeName.match(/^H([1-6])$/)?.[1] ?? node.className?.match?.(/MsoHeading(\d)|MsoTitle/)?.[1] ?? (/MsoTitle/.test(node.className) ? 1 : 0)
  return Number(level)
}

function blocks(parent) {
  const made = []
  let loose = []
  const finish = () => {
    const text = tidy(loose.map((node) => inline(node)).join(""))
    if (text) made.push(text)
    loose = []
  }
  let wordList = []
  const finishList = () => {
    if (wordList.length) made.push(wordList.join("\n"))
    wordList = []
  }
  for (const node of parent.childNodes) {
    if (node.nodeType === 8 || SKIPPED.has(node.nodeName)) continue
    if (node.nodeType === 1 && /mso-element:\s*(comment|footnote)-list/i.test(styleOf(node))) continue
    if (node.nodeType === 3 && !node.nodeValue.trim() && !loose.length) continue
    const level = node.nodeType === 1 ? listLevel(node) : 0
    if (level) {
      finish()
      const words = stripMarker(tidy(inline(node)))
      if (words) wordList.push(`${"    ".repeat(level - 1)}${isNumbered(node) ? "1." : "-"} ${words.replace(/\n/g, " ")}`)
      continue
    }
    if (node.nodeType !== 1 || (!BLOCKS.has(node.nodeName) && !hasBlocks(node))) {
      if (node.nodeType === 1 || node.nodeValue.trim()) finishList()
      loose.push(node)
      continue
    }
    finish()
    const text = block(node)
    if (text) {
      finishList()
      made.push(text)
    }
  }
  finish()
  finishList()
  return made.join("\n\n")
}

function block(node) {
  const level = heading(node)
  if (level) {
    const words = tidy(inline(node, "b")).replace(/\n/g, " ")
    return words && `${"#".repeat(Math.min(level + 1, 4))} ${words}`
  }
  if (/^(UL|OL)$/.test(node.nodeName)) return list(node, 0)
  if (node.nodeName === "TABLE") return table(node)
  if (node.nodeName === "HR") return "---"
  if (node.nodeName === "PRE") return `\`\`\`\n${node.textContent.replace(/\n$/, "")}\n\`\`\``
  if (node.nodeName === "BLOCKQUOTE") return blocks(node).split("\n").map((row) => `> ${row}`.trimEnd()).join("\n")
  return hasBlocks(node) || node.querySelector?.("[data-style*=mso-list]") ? blocks(node) : tidy(inline(node))
}

/** The clipboard's HTML, ready to be parsed: styles become data, because our own page forbids inline styles and would report each one. */
export function prepare(html) {
  return html
    .replace(/<style[\s\S]*?<\/style>/gi, "")
    .replace(/<[a-z][^>]*>/gi, (tag) => tag.replace(/\sstyle\s*=/gi, " data-style="))
}

/** Markdown of a parsed clipboard document (its <body>). Several lists of one document stay apart. */
export function toMarkdown(body) {
  return blocks(body).replace(/\n{3,}/g, "\n\n").trim()
}

/** Whether the clipboard holds more than plain text: otherwise the browser's own paste is best. */
export function isRich(body) {
  return Boolean(body.querySelector("b, strong, i, em, a[href], h1, h2, h3, h4, h5, h6, li, table, blockquote, [data-style*=mso-list], [class*=MsoList], [class*=MsoHeading]"))
}
