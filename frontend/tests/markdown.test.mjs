// What each button of the toolbar does to a text; [ and ] mark the selection.
import assert from "node:assert/strict"
import { test } from "node:test"
import * as markdown from "../js/models/markdown.js"

function read(marked) {
  const start = marked.indexOf("[")
  const end = marked.indexOf("]") - 1
  return { text: marked.replace("[", "").replace("]", ""), start, end }
}

function after(marked, act) {
  const state = read(marked)
  const change = act(state)
  if (!change) return null
  const text = state.text.slice(0, change.from) + change.insert + state.text.slice(change.to)
  return `${text.slice(0, change.start)}[${text.slice(change.start, change.end)}]${text.slice(change.end)}`
}

const bold = (state) => markdown.wrap(state, "**")
const italic = (state) => markdown.wrap(state, "*")
const lines = (kind) => (state) => markdown.lines(state, kind)

test("bold goes round the chosen words and leaves their spaces outside", () => {
  assert.equal(after("say [hello ]now", bold), "say **[hello]** now")
})

test("bold a second time takes it away, from inside or outside the stars", () => {
  assert.equal(after("say **[hello]** now", bold), "say [hello] now")
  assert.equal(after("say [**hello**] now", bold), "say [hello] now")
})

test("with nothing chosen the stars wait for the words", () => {
  assert.equal(after("say []", bold), "say **[]**")
})

test("italic inside bold makes both, and does not undo the bold", () => {
  assert.equal(after("**[hello]**", italic), "***[hello]***")
  assert.equal(after("***[hello]***", italic), "**[hello]**")
})

test("a list takes every chosen line and a second press takes the marks away", () => {
  assert.equal(after("[one\ntwo]", lines("list")), "[- one\n- two]")
  assert.equal(after("[- one\n- two]", lines("list")), "[one\ntwo]")
})

test("a numbered list counts, and turns bullets into numbers", () => {
  assert.equal(after("[- one\n- two]", lines("numbers")), "[1. one\n2. two]")
})

test("a list after a paragraph gets its empty line, a second entry does not", () => {
  assert.equal(after("Text\n[one]", lines("list")), "Text\n\n- one[]")
  assert.equal(after("- one\n[two]", lines("list")), "- one\n- two[]")
})

test("a quotation keeps its empty lines together", () => {
  assert.equal(after("[one\n\ntwo]", lines("quote")), "[> one\n>\n> two]")
})

test("a heading is put on and taken off one line", () => {
  assert.equal(after("Ti[]tle", lines("heading")), "## Title[]")
  assert.equal(after("## Title[]", lines("heading")), "Title[]")
})

test("a link asks for its address, and an address asks for its words", () => {
  assert.equal(after("see [the guide]", (state) => markdown.link(state, "words")), "see [the guide]([https://])".replace("[the", "[the"))
  assert.deepEqual(markdown.link({ text: "https://example.org", start: 0, end: 19 }, "words"), { from: 0, to: 19, insert: "[words](https://example.org)", start: 1, end: 6 })
})

test("a pasted block stands between empty lines", () => {
  assert.equal(after("Before[]", (state) => markdown.block(state, "- one")), "Before\n\n- one\n\n[]")
  assert.equal(after("[]", (state) => markdown.block(state, "> said")), "> said\n\n[]")
})

test("Enter carries a list on and stops after an empty entry", () => {
  assert.equal(after("- one[]", markdown.enter), "- one\n- []")
  assert.equal(after("9. one[]", markdown.enter), "9. one\n10. []")
  assert.equal(after("- one\n- []", markdown.enter), "- one\n[]")
  assert.equal(after("    - deep[]", markdown.enter), "    - deep\n    - []")
  assert.equal(after("plain[]", markdown.enter), null)
})
