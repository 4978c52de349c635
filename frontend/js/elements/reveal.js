// <hg-reveal data-show="Show password" data-hide="Hide password">: a button that shows what is typed into a password field.
import { make } from "../page.js"

class Reveal extends HTMLElement {
  connectedCallback() {
    const input = this.querySelector("input[type=password]")
    if (!input) return
    const button = make("button", "button button--quiet reveal", this.dataset.show)
    button.type = "button"
    button.setAttribute("aria-pressed", "false")
    button.addEventListener("click", () => {
      const hidden = input.type === "password"
      input.type = hidden ? "text" : "password"
      button.textContent = hidden ? this.dataset.hide : this.dataset.show
      button.setAttribute("aria-pressed", String(hidden))
    })
    // A browser must not keep a password as ordinary text.
    input.form?.addEventListener("submit", () => (input.type = "password"))
    input.after(button)
  }
}

customElements.define("hg-reveal", Reveal)
