// <hg-composer>: a Markdown toolbar under a textarea, tidy paste from Word and Outlook, preview, Ctrl+Enter.
import { icon, make, token } from "../page.js"
import { apply, stateOf } from "../textarea.js"
import { word } from "../words.js"
import * as markdown from "../models/markdown.js"
import { isRich, prepare, toMarkdown } from "../models/pasted.js"

const TOOLS = [
  ["bold", "bold", (state) => markdown.wrap(state, "**"), "b"],
  ["italic", "italic", (state) => markdown.wrap(state, "*"), "i"],
  ["heading", "heading", (state) => markdown.lines(state, "heading")],
  ["list", "list", (state) => markdown.lines(state, "list")],
  ["numbers", "list-ordered", (state) => markdown.lines(state, "numbers")],
  ["quote", "text-quote", (state) => markdown.lines(state, "quote")],
  ["link", "link", (state) => markdown.link(state, word("link_here")), "k"],
]
const EXTRA = new Set(["italic", "heading", "numbers"])

class Composer extends HTMLElement {
  connectedCallback() {
    this.area = this.querySelector("textarea")
    if (!this.area || this.toolbar) return
    this.box = this.querySelector(".composer__box")
    this.querySelector(".composer__foot").prepend(this.makeToolbar())
    this.area.addEventListener("keydown", (event) => this.key(event))
    this.area.addEventListener("paste", (event) => this.paste(event))
  }

  makeToolbar() {
    this.toolbar = make("div", "toolbar")
    this.toolbar.setAttribute("role", "toolbar")
    this.toolbar.setAttribute("aria-label", word("toolbar"))
    for (const [name, picture, act] of TOOLS) {
      if (name === "heading" && !("headings" in this.dataset)) continue
      const button = this.add(word(name), picture, () => apply(this.area, act(stateOf(this.area))))
      // On a phone only the tools that are wanted there have room.
      if (EXTRA.has(name)) button.dataset.extra = ""
    }
    const files = this.querySelector("hg-upload[data-upload-url] input[type=file]")
    if (files) this.add(word("attach"), "paperclip", () => files.click())
    if (files && matchMedia("(pointer: coarse)").matches) this.add(word("photo"), "camera", () => this.photo(files))
    if (this.dataset.previewUrl) {
      this.previewer = this.add(word("preview"), "eye", () => this.preview())
      this.previewer.setAttribute("aria-pressed", "false")
    }
    this.toolbar.addEventListener("keydown", (event) => this.move(event))
    return this.toolbar
  }

  add(label, picture, act) {
    const button = make("button")
    button.type = "button"
    button.append(icon(picture))
    button.title = label
    button.setAttribute("aria-label", label)
    button.tabIndex = this.toolbar.children.length ? -1 : 0
    button.addEventListener("click", act)
    this.toolbar.append(button)
    return button
  }

  // One stop for the Tab key; arrow keys move inside.
  move(event) {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key]
    if (!step) return
    event.preventDefault()
    const buttons = [...this.toolbar.children].filter((button) => button.offsetParent)
    const at = buttons.indexOf(document.activeElement)
    const next = buttons[(at + step + buttons.length) % buttons.length]
    for (const button of buttons) button.tabIndex = button === next ? 0 : -1
    next.focus()
  }

  photo(files) {
    files.setAttribute("capture", "environment")
    files.setAttribute("accept", "image/*")
    files.click()
    files.removeAttribute("capture")
    files.removeAttribute("accept")
  }

  key(event) {
    if (event.isComposing) return
    const command = event.ctrlKey || event.metaKey
    if (command && event.key === "Enter") {
      event.preventDefault()
      this.area.form.requestSubmit(this.area.form.querySelector(".button--primary"))
    } else if (event.key === "Enter" && !event.shiftKey && !event.defaultPrevented) {
      const change = markdown.enter(stateOf(this.area))
      if (!change) return
      event.preventDefault()
      apply(this.area, change)
    } else if (command && !event.shiftKey && !event.altKey) {
      const tool = TOOLS.find(([, , , letter]) => letter === event.key.toLowerCase())
      if (!tool) return
      event.preventDefault()
      apply(this.area, tool[2](stateOf(this.area)))
    }
  }

  paste(event) {
    const { clipboardData: held } = event
    const html = held.getData("text/html")
    // Word puts a picture of the text beside the text: files count only when there are no words.
    if (held.files.length && !held.getData("text/plain").trim()) {
      event.preventDefault()
      this.querySelector("hg-upload")?.dispatchEvent(new CustomEvent("hg:files", { detail: [...held.files] }))
      return
    }
    if (!html) return
    const { body } = new DOMParser().parseFromString(prepare(html), "text/html")
    if (!isRich(body)) return
    const text = toMarkdown(body)
    if (!text) return
    event.preventDefault()
    const state = stateOf(this.area)
    if (text.includes("\n")) apply(this.area, markdown.block(state, text))
    else apply(this.area, { from: state.start, to: state.end, insert: text, start: state.start + text.length, end: state.start + text.length })
  }

  async preview() {
    const showing = this.previewer.getAttribute("aria-pressed") === "true"
    this.box.querySelector(".composer__preview")?.remove()
    this.area.hidden = !showing
    this.previewer.setAttribute("aria-pressed", String(!showing))
    if (showing) return this.area.focus()
    const place = make("div", "composer__preview prose")
    this.area.after(place)
    const body = new URLSearchParams({ body: this.area.value, csrfmiddlewaretoken: token() })
    const answer = await fetch(this.dataset.previewUrl, { method: "POST", body, headers: { "X-CSRFToken": token(), "HX-Request": "true" } }).catch(() => null)
    if (!answer?.ok) place.textContent = word(answer ? "broken" : "offline")
    // SECURITY: the server's own cleaned HTML, made by the same code as the published text.
    else place.innerHTML = (await answer.text()) || word("nothing")
  }
}

customElements.define("hg-composer", Composer)
