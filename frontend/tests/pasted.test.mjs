// What Word, Outlook and the web put on the clipboard becomes Markdown that keeps the shape and drops the dress.
import assert from "node:assert/strict"
import { readFileSync } from "node:fs"
import { test } from "node:test"
import { parseHTML } from "linkedom"
import { isRich, prepare, toMarkdown } from "../js/models/pasted.js"

const bodyOf = (html) => parseHTML(prepare(/<body/i.test(html) ? html : `<html><body>${html}</body></html>`)).document.body
const sample = (name) => readFileSync(new URL(`./pasted/${name}.html`, import.meta.url), "utf8")
const made = (html) => toMarkdown(bodyOf(html))

test("a Word document keeps headings, emphasis, links, lists of three levels and a table", () => {
  assert.equal(
    made(sample("word")),
    `## Ending well

**Plan** the *last two* minutes, see [the guide](https://example.org/guide?a=1&b=2).

- Before
    - Say how long you have
        - Ten **minutes**
- After

Then in order:

1. Sum up
    1. in their words

| **When** | **What** |
| --- | --- |
| 7pm | Check-in \\| tea |

2 \\* 3 is snake\\_case`,
  )
})

test("nothing of Word's dress is left", () => {
  const text = made(sample("word"))
  for (const trace of ["mso", "style", "Calibri", "file:", "clip_image", "comment", "[A1]", "<", "·", "§"]) assert.ok(!text.includes(trace), trace)
})

test("a mail from Outlook on the web keeps its numbers, its nested list and its safe links", () => {
  assert.equal(
    made(sample("outlook-web")),
    `Dear all,

**Room change**

3. Seminar room **2**
    - bring a chair
4. The cold one

Do not and [write to Siân O'Brien](mailto:o.brien@example.org)

Everything of a mail in one frame`,
  )
})

test("two Word lists interrupted by a sentence stay two lists", () => {
  const item = (level, text) => `<p class="MsoListParagraph" style="mso-list:l0 level${level} lfo1"><span style="mso-list:Ignore">·  </span>${text}</p>`
  assert.equal(made(`${item(1, "one")}<p class="MsoNormal">But first</p>${item(1, "two")}`), "- one\n\nBut first\n\n- two")
})

test("an empty list entry and a bare bullet leave nothing behind", () => {
  assert.equal(made('<p style="mso-list:l0 level1 lfo1"><span style="mso-list:Ignore">·</span></p><p>Text</p>'), "Text")
})

test("Word for the web says the level of an entry beside the list", () => {
  assert.equal(made('<ul><li data-aria-level="1">one</li></ul><ul><li data-aria-level="2">under it</li></ul>').replace(/\n+/g, "\n"), "- one\n    - under it")
})

test("a web page keeps its quotation, its code and its pictures that anybody can fetch", () => {
  assert.equal(
    made('<blockquote><p>One</p><p>Two</p></blockquote><p>Use <code>a_b</code></p><pre>x\ny\n</pre><p><img alt="Card" src="https://example.org/c.png"></p>'),
    "> One\n>\n> Two\n\nUse `a_b`\n\n```\nx\ny\n```\n\n![Card](https://example.org/c.png)",
  )
})

test("Google's wrapper that says it is bold but is not stays plain", () => {
  assert.equal(made('<b style="font-weight:normal" id="docs-internal-guid-1"><p>Plain</p></b>'), "Plain")
})

test("letters and numbers that begin a sentence are not taken for bullets", () => {
  assert.equal(made("<p>o is a letter</p><p>1. is how I would begin</p>"), "o is a letter\n\n1. is how I would begin")
})

test("text without any shape is left to the browser", () => {
  assert.equal(isRich(bodyOf("<span style='color:red'>just words</span>")), false)
  assert.equal(isRich(bodyOf("<p>with <b>weight</b></p>")), true)
})
