// <hg-hints>: a soft line under what is being written, when it may identify somebody. The words go in the body of a
// request that keeps nothing, and come back as sorts and lines only.
import { token } from "../page.js"

const AFTER = 1500
const FEWEST = 12

class Hints extends HTMLElement {
  connectedCallback() {
    this.form = this.closest("form")
    if (!this.form || !this.dataset.hintsUrl) return
    this.form.addEventListener("input", this.changed)
    this.changed()
  }

  disconnectedCallback() {
    clearTimeout(this.timer)
    this.form?.removeEventListener("input", this.changed)
  }

  changed = (event) => {
    if (event && !["body", "title"].includes(event.target.name)) return
    clearTimeout(this.timer)
    this.timer = setTimeout(() => this.look(), AFTER)
  }

  async look() {
    const { body, title } = this.form.elements
    const asked = new URLSearchParams({ body: body?.value ?? "", title: title?.value ?? "" })
    if (`${asked}` === this.asked) return
    this.asked = `${asked}`
    if ((body?.value ?? "").length + (title?.value ?? "").length < FEWEST) return this.show([])
    const answer = await fetch(this.dataset.hintsUrl, { method: "POST", body: asked, headers: { "X-CSRFToken": token(), Accept: "application/json" } }).catch(() => null)
    if (!answer?.ok || answer.redirected) return
    const found = await answer.json().catch(() => ({ hints: [] }))
    if (`${asked}` === this.asked) this.show(found.hints ?? [])
  }

  show(hints) {
    const lines = hints.map((text) => Object.assign(document.createElement("li"), { textContent: text }))
    if (!lines.length) return this.replaceChildren()
    const list = document.createElement("ul")
    list.setAttribute("role", "list")
    list.append(...lines)
    this.replaceChildren(list)
  }
}

customElements.define("hg-hints", Hints)
