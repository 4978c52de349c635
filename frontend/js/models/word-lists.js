// Word's lists are no lists: paragraphs that say `mso-list: l0 level2 lfo1` and carry their own bullet.
const BULLET = /^[·•▪§oüØ‣◦–\-*]\s+/
const NUMBER = /^\(?(?:\d+|[a-z]|[ivxlc]+)[.)]\s+/i

/** The style an element came with (see prepare in pasted.js). */
export const styleOf = (node) => node.getAttribute?.("data-style") ?? ""

/** 1, 2, 3 … for a paragraph of a Word list, otherwise 0. */
export function listLevel(node) {
  if (!/^(P|DIV|H[1-6])$/.test(node.nodeName)) return 0
  const said = styleOf(node).match(/mso-list:\s*(?!none|ignore)[^;]*?level(\d)/i)
  if (said) return Number(said[1])
  return /^MsoListParagraph/.test(node.className) && marker(node) ? 1 : 0
}

/** The bullet or number Word drew, from the span it tells other programs to ignore. */
function marker(node) {
  const ignored = [...node.querySelectorAll("span")].find((span) => /mso-list:\s*ignore/i.test(styleOf(span)))
  const text = (ignored ?? node).textContent.replace(/[\s\u00a0]+/g, " ").trim()
  return ignored ? text : (text.match(BULLET) ?? text.match(NUMBER))?.[0] ?? ""
}

export function isNumbered(node) {
  return NUMBER.test(`${marker(node).trim()} `)
}

/** The words without a bullet that was left in them (escaped by then when it is a star). */
export function stripMarker(text) {
  return text.replace(/^\\?[·•▪§üØ‣◦]\s*/, "").replace(/^(?:o|\\?[-*]|\(?(?:\d{1,2}|[a-z])[.)])\s+(?=\S)/, (found) => (/^o /.test(found) || /[-*.)]/.test(found) ? "" : found))
}
