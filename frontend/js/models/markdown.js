// What the toolbar does to text, without a page: every function takes {text, start, end} (a text and its selection)
// and gives {from, to, insert, start, end}: replace that stretch, then select from start to end.

const whole = (state) => {
  const from = state.text.lastIndexOf("\n", state.start - 1) + 1
  const stop = state.text.indexOf("\n", Math.max(state.end - (state.end > state.start && state.text[state.end - 1] === "\n" ? 1 : 0), state.start))
  return { from, to: stop < 0 ? state.text.length : stop }
}

/** Puts `mark` on both sides of the selection, or takes it away when it is there. Spaces at the ends stay outside. */
export function wrap(state, mark) {
  let { text, start, end } = state
  while (start < end && /\s/.test(text[start])) start++
  while (end > start && /\s/.test(text[end - 1])) end--
  const chosen = text.slice(start, end)
  const size = mark.length
  const around = text.slice(start - size, start) === mark && text.slice(end, end + size) === mark
  // One star inside two is bold, not italic.
  const longer = mark.length === 1 && text[start - 2] === mark && text[end + 1] === mark && !(text[start - 3] === mark)
  if (around && !longer) return { from: start - size, to: end + size, insert: chosen, start: start - size, end: end - size }
  const inside = chosen.length >= 2 * size && chosen.startsWith(mark) && chosen.endsWith(mark) && !(size === 1 && chosen.startsWith(mark + mark))
  if (inside) return { from: start, to: end, insert: chosen.slice(size, -size), start, end: end - 2 * size }
  return { from: start, to: end, insert: mark + chosen + mark, start: start + size, end: end + size }
}

const STARTS = {
  list: { has: /^(\s*)[-*+] /, put: () => "- " },
  numbers: { has: /^(\s*)\d+[.)] /, put: (index) => `${index + 1}. ` },
  quote: { has: /^()> ?/, put: () => "> " },
  heading: { has: /^()#{1,6} /, put: () => "## " },
}
const ANY_LIST = /^(\s*)(?:[-*+] |\d+[.)] )/

/** Makes each chosen line a list entry, a quotation or a heading; a second time takes it away. */
export function lines(state, kind) {
  const { has, put } = STARTS[kind]
  const { from, to } = whole(state)
  const rows = state.text.slice(from, to).split("\n")
  const filled = rows.filter((row) => row.trim())
  const undo = filled.length > 0 && filled.every((row) => has.test(row))
  let number = 0
  const made = rows.map((row) => {
    if (!row.trim() && rows.length > 1) return kind === "quote" && !undo ? ">" : row
    if (undo) return row.replace(has, "$1")
    const bare = kind === "list" || kind === "numbers" ? row.replace(ANY_LIST, "$1") : row.replace(has, "$1")
    const indent = kind === "list" || kind === "numbers" ? bare.match(/^\s*/)[0] : ""
    return indent + put(number++) + bare.slice(indent.length)
  })
  // A list needs an empty line before it, or it would run into the paragraph above.
  const before = state.text.slice(0, from)
  const gap = !undo && kind !== "heading" && before.trim() && !before.endsWith("\n\n") && !has.test(before.split("\n").at(-2) ?? "") ? "\n" : ""
  const insert = gap + made.join("\n")
  const end = from + insert.length
  return rows.length > 1 ? { from, to, insert, start: from + gap.length, end } : { from, to, insert, start: end, end }
}

/** A link round the selection, its address chosen for typing over; an address that was chosen becomes the address. */
export function link(state, words) {
  const chosen = state.text.slice(state.start, state.end)
  const isAddress = /^(https?:\/\/|mailto:)\S+$/.test(chosen.trim())
  const label = isAddress ? words : chosen || words
  const address = isAddress ? chosen.trim() : "https://"
  const insert = `[${label}](${address})`
  const at = state.start + (isAddress ? 1 : label.length + 3)
  return { from: state.start, to: state.end, insert, start: at, end: at + (isAddress ? label.length : address.length) }
}

/** Text set off by empty lines: a quotation, a picture, what was pasted. */
export function block(state, text) {
  const before = state.text.slice(0, state.start)
  const after = state.text.slice(state.end)
  const insert = (before && !before.endsWith("\n\n") ? (before.endsWith("\n") ? "\n" : "\n\n") : "") + text + (after.startsWith("\n") ? "" : "\n\n")
  const end = state.start + insert.length
  return { from: state.start, to: state.end, insert, start: end, end }
}

/** What Enter does inside a list or quotation: carry on, or stop after an empty entry. null when it is an ordinary Enter. */
export function enter(state) {
  if (state.start !== state.end) return null
  const from = state.text.lastIndexOf("\n", state.start - 1) + 1
  const row = state.text.slice(from, state.start)
  const found = row.match(/^(\s*)([-*+]|\d+[.)]|>)( +)/)
  if (!found) return null
  if (row.length === found[0].length) return { from, to: state.start, insert: "", start: from, end: from }
  const number = Number.parseInt(found[2], 10)
  const next = Number.isNaN(number) ? found[2] : found[2].replace(/^\d+/, number + 1)
  const insert = `\n${found[1]}${next}${found[3]}`
  return { from: state.start, to: state.start, insert, start: state.start + insert.length, end: state.start + insert.length }
}
