// <hg-draft>: what is being written is kept on the server within a second of the last key, and on this device until then.
import { DraftCopy } from "../models/draft-copy.js"
import { token } from "../page.js"
import { word } from "../words.js"

const AFTER = 800
const RETRIES = [5000, 15000, 30000, 60000]
const NOT_KEPT = new Set(["csrfmiddlewaretoken", "files", "file"])

class Draft extends HTMLElement {
  connectedCallback() {
    this.area = document.getElementById(this.dataset.for)
    this.form = this.area?.form
    if (!this.form || !this.dataset.draftUrl) return
    this.copy = new DraftCopy(localStorage, this.dataset.copyCode || this.dataset.draftCode)
    this.tries = 0
    this.restore()
    this.form.addEventListener("input", this.changed)
    this.form.addEventListener("change", this.changed)
    this.form.addEventListener("submit", () => clearTimeout(this.timer))
    document.addEventListener("submit", this.discarded)
    addEventListener("pagehide", this.leaving)
    addEventListener("online", this.again)
    document.addEventListener("visibilitychange", this.hidden)
    DraftCopy.sweep(localStorage)
  }

  disconnectedCallback() {
    this.leaving()
    document.removeEventListener("submit", this.discarded)
    removeEventListener("pagehide", this.leaving)
    removeEventListener("online", this.again)
    document.removeEventListener("visibilitychange", this.hidden)
  }

  values() {
    return [...new FormData(this.form)].filter(([name, value]) => typeof value === "string" && !NOT_KEPT.has(name))
  }

  /** A copy the server never confirmed comes back into the fields that are still there. */
  restore() {
    const kept = this.copy.read()
    if (!kept) return
    const fields = [this.area, this.form.elements.title].filter((field) => field && kept[field.name] && kept[field.name] !== field.value)
    if (!fields.length) return this.copy.drop()
    for (const field of fields) field.value = kept[field.name]
    this.textContent = word("draft_found")
    this.changed()
  }

  changed = () => {
    this.dirty = true
    this.copy.keep(Object.fromEntries(this.values()))
    clearTimeout(this.timer)
    this.timer = setTimeout(() => this.save(), AFTER)
  }

  again = () => {
    if (this.dirty) this.save()
  }

  hidden = () => {
    if (document.hidden) this.leaving()
  }

  // Thrown away by a button beside the form: nothing of it may come back behind that.
  discarded = (event) => {
    if (event.submitter?.dataset.discards !== this.dataset.draftCode) return
    this.dirty = false
    clearTimeout(this.timer)
    this.copy.drop()
  }

  // The page may go at any moment: `keepalive` lets the request outlive it.
  leaving = () => {
    if (!this.dirty || this.form?.dataset.sent) return
    clearTimeout(this.timer)
    this.send(true).catch(() => {})
  }

  send(keepalive = false) {
    const body = new URLSearchParams([...this.values(), ["csrfmiddlewaretoken", token()]])
    return fetch(this.dataset.draftUrl, { method: "POST", body, keepalive: keepalive && `${body}`.length < 60000, headers: { "X-CSRFToken": token(), Accept: "application/json" } })
  }

  async save() {
    if (this.form.dataset.sent) return
    this.dirty = false
    this.textContent = word("draft_saving")
    const answer = await this.send().catch(() => null)
    const signedOut = answer && (answer.redirected || answer.status === 401 || answer.status === 403)
    if (answer?.ok && !signedOut) return this.saved(answer)
    this.dirty = true
    this.textContent = word(signedOut ? "signed_out" : "draft_here")
    if (!signedOut) this.timer = setTimeout(this.again, RETRIES[Math.min(this.tries++, RETRIES.length - 1)])
  }

  async saved(answer) {
    this.tries = 0
    const { text, code } = await answer.json().catch(() => ({}))
    // Written on in a form whose words were posted already: the server keeps that in a draft of its own.
    const field = this.form.elements.draft
    if (code && field) field.value = code
    // Typed on while it was on its way: the next save confirms that.
    if (this.dirty) return
    this.copy.drop()
    const clock = new Intl.DateTimeFormat("en-GB", { hour: "numeric", minute: "2-digit", hour12: true }).format(new Date()).replace(/\s/g, "")
    this.textContent = text || word("draft_saved", clock)
  }
}

customElements.define("hg-draft", Draft)
