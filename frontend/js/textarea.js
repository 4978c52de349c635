// Changes a textarea as if somebody had typed, so that Ctrl+Z takes it back and everybody who listens hears it.
export const stateOf = (area) => ({ text: area.value, start: area.selectionStart, end: area.selectionEnd })

/** Applies what a function of models/markdown.js gave. */
export function apply(area, { from, to, insert, start, end }) {
  area.focus()
  area.setSelectionRange(from, to)
  // Deprecated, and still the only way that keeps the browser's undo.
  const typed = insert ? document.execCommand("insertText", false, insert) : from === to || document.execCommand("delete")
  if (!typed) {
    area.setRangeText(insert, from, to, "end")
    area.dispatchEvent(new Event("input", { bubbles: true }))
  }
  area.setSelectionRange(start, end)
}
