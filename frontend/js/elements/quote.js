// <hg-quote>: who a reply answers. A link with data-reply-to sets it; "Quote" puts the chosen words into the reply box.
import { icon, make } from "../page.js"
import { apply, stateOf } from "../textarea.js"
import { word } from "../words.js"
import { block } from "../models/markdown.js"

const LONGEST = 600

class Quote extends HTMLElement {
  connectedCallback() {
    this.form = this.closest("form")
    this.area = this.form?.querySelector("textarea")
    this.field = this.querySelector("input")
    this.name = this.querySelector("b")
    this.querySelector("button").addEventListener("click", () => this.answer("", ""))
    document.addEventListener("click", this.pressed)
    document.addEventListener("selectionchange", this.selected)
  }

  disconnectedCallback() {
    document.removeEventListener("click", this.pressed)
    document.removeEventListener("selectionchange", this.selected)
    this.bubble?.remove()
  }

  answer(code, name) {
    this.field.value = code
    this.name.textContent = name
    this.hidden = !code
    this.field.dispatchEvent(new Event("input", { bubbles: true }))
  }

  pressed = (event) => {
    const link = event.target.closest?.("[data-reply-to], [data-quote]")
    if (!link || event.ctrlKey || event.metaKey || !this.area) return
    event.preventDefault()
    const reply = link.dataset.quote ? document.querySelector(`[data-reply="${CSS.escape(link.dataset.quote)}"]`) : null
    if (reply) return this.quote(reply, this.chosenIn(reply))
    this.answer(link.dataset.replyTo ?? link.dataset.quote, link.dataset.replyName ?? "")
    this.show()
  }

  show() {
    this.area.focus({ preventScroll: true })
    this.form.scrollIntoView({ block: "center", behavior: matchMedia("(prefers-reduced-motion: reduce)").matches ? "auto" : "smooth" })
  }

  chosenIn(reply) {
    const chosen = getSelection()
    return chosen.rangeCount && reply.contains(chosen.anchorNode) ? chosen.toString().trim() : ""
  }

  quote(reply, words) {
    const text = (words || reply.querySelector(".prose")?.innerText || "").trim().slice(0, LONGEST)
    this.bubble?.remove()
    this.answer(reply.dataset.reply, reply.dataset.author)
    const rows = text.split("\n").map((row) => `> ${row}`.trimEnd())
    apply(this.area, block({ ...stateOf(this.area), start: this.area.value.length, end: this.area.value.length }, rows.join("\n")))
    this.show()
  }

  // A "Quote" button beside words chosen with the pointer.
  selected = () => {
    clearTimeout(this.timer)
    this.timer = setTimeout(() => {
      const chosen = getSelection()
      const from = chosen.anchorNode?.parentElement?.closest(".prose")?.closest("[data-reply]")
      this.bubble?.remove()
      if (!from || chosen.isCollapsed || !chosen.toString().trim() || !from.contains(chosen.focusNode)) return
      const box = chosen.getRangeAt(0).getBoundingClientRect()
      this.bubble = make("button", "button button--plain quote-button")
      this.bubble.type = "button"
      this.bubble.append(icon("quote"), make("span", "", word("quote")))
      this.bubble.style.top = `${scrollY + box.bottom + 8}px`
      this.bubble.style.left = `${Math.max(8, Math.min(scrollX + box.left, innerWidth - 130))}px`
      this.bubble.addEventListener("pointerdown", (event) => event.preventDefault())
      const words = chosen.toString().trim()
      this.bubble.addEventListener("click", () => this.quote(from, words))
      document.body.append(this.bubble)
    }, 250)
  }
}

customElements.define("hg-quote", Quote)
