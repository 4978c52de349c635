// <hg-menu>: a <details> menu that closes on Escape, on a press outside and when focus leaves, and moves by arrow keys.
class Menu extends HTMLElement {
  connectedCallback() {
    this.details = this.querySelector("details")
    this.summary = this.querySelector("summary")
    this.list = this.querySelector(".menu__list")
    this.details.addEventListener("toggle", () => this.toggled())
    this.addEventListener("keydown", (event) => this.key(event))
    this.addEventListener("focusout", (event) => {
      if (event.relatedTarget && !this.contains(event.relatedTarget)) this.close()
    })
  }

  disconnectedCallback() {
    document.removeEventListener("pointerdown", this.outside)
  }

  get items() {
    return [...this.list.querySelectorAll("a, button")]
  }

  outside = (event) => {
    if (!this.contains(event.target)) this.close()
  }

  toggled() {
    const { open } = this.details
    document[open ? "addEventListener" : "removeEventListener"]("pointerdown", this.outside)
    if (!open) return
    // Opens upwards where there is no room below, and to the other side where it would leave the window.
    this.details.classList.remove("menu--up", "menu--aside")
    const box = this.list.getBoundingClientRect()
    if (box.bottom > innerHeight && this.summary.getBoundingClientRect().top > box.height) this.details.classList.add("menu--up")
    if (box.left < 0 || box.right > innerWidth) this.details.classList.add("menu--aside")
  }

  close(focus = false) {
    this.details.open = false
    if (focus) this.summary.focus()
  }

  key(event) {
    if (event.key === "Escape" && this.details.open) {
      event.stopPropagation()
      this.close(true)
    }
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
    if (!step) return
    event.preventDefault()
    this.details.open = true
    const { items } = this
    const at = items.indexOf(document.activeElement)
    items.at(at < 0 && step < 0 ? -1 : (at + step) % items.length)?.focus()
  }
}

customElements.define("hg-menu", Menu)
