// <hg-mention>: after "@" in a textarea, offers the people who can read it; arrow keys, Enter or Tab choose.
import { make } from "../page.js"
import { apply } from "../textarea.js"
import { word } from "../words.js"

const ASKED = /(?:^|[\s(])@([\p{L}\p{M}][\p{L}\p{M}' -]{0,30})?$/u
const AFTER = 150
let count = 0

class Mention extends HTMLElement {
  connectedCallback() {
    this.area = this.querySelector("textarea")
    if (!this.area || !this.dataset.mentionUrl || this.list) return
    this.list = make("div", "suggestions")
    this.list.id = `people-${++count}`
    this.list.setAttribute("role", "listbox")
    this.list.setAttribute("aria-label", word("people"))
    this.list.hidden = true
    this.area.after(this.list)
    this.area.setAttribute("aria-autocomplete", "list")
    this.area.setAttribute("aria-controls", this.list.id)
    this.area.addEventListener("input", () => this.typed())
    this.area.addEventListener("keydown", (event) => this.key(event), true)
    this.area.addEventListener("blur", () => setTimeout(() => this.close(), 150))
  }

  typed() {
    clearTimeout(this.timer)
    const asked = this.area.value.slice(0, this.area.selectionStart).match(ASKED)
    if (!asked) return this.close()
    this.timer = setTimeout(() => this.ask(asked[1] ?? ""), AFTER)
  }

  async ask(words) {
    this.asking?.abort()
    this.asking = new AbortController()
    const url = new URL(this.dataset.mentionUrl, location)
    url.searchParams.set("q", words)
    try {
      const answer = await fetch(url, { signal: this.asking.signal, headers: { Accept: "application/json" } })
      this.show(answer.ok ? await answer.json() : [], words)
    } catch {
      // A newer question, or no connection: typing goes on.
    }
  }

  show(people, words) {
    this.words = words
    this.list.replaceChildren(
      ...people.slice(0, 8).map((person, index) => {
        const option = make("div", "", person.name)
        option.id = `${this.list.id}-${index}`
        option.setAttribute("role", "option")
        option.dataset.insert = person.insert || `@${person.name} `
        if (person.detail) option.append(make("span", "", person.detail))
        option.addEventListener("pointerdown", (event) => event.preventDefault())
        option.addEventListener("click", () => this.choose(option))
        return option
      }),
    )
    this.list.hidden = !people.length
    if (people.length) this.mark(0)
    else this.close()
  }

  mark(index) {
    const options = [...this.list.children]
    this.at = (index + options.length) % options.length
    options.forEach((option, number) => option.setAttribute("aria-selected", String(number === this.at)))
    options[this.at].scrollIntoView({ block: "nearest" })
    this.area.setAttribute("aria-activedescendant", options[this.at].id)
  }

  close() {
    if (!this.list) return
    this.asking?.abort()
    this.list.hidden = true
    this.area.removeAttribute("aria-activedescendant")
  }

  choose(option) {
    const end = this.area.selectionStart
    const start = this.area.value.slice(0, end).lastIndexOf("@")
    const insert = option.dataset.insert.replace(/\s*$/, " ")
    this.close()
    apply(this.area, { from: start, to: end, insert, start: start + insert.length, end: start + insert.length })
    this.close()
  }

  key(event) {
    if (this.list.hidden) return
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
    const plain = !event.ctrlKey && !event.metaKey
    if (step) this.mark(this.at + step)
    else if (plain && (event.key === "Enter" || event.key === "Tab")) this.choose(this.list.children[this.at])
    else if (event.key === "Escape") this.close()
    else return
    event.preventDefault()
    event.stopPropagation()
  }
}

customElements.define("hg-mention", Mention)
