// <hg-reveal>: a button under a password field that shows what is typed, and hides it again when the form is sent.
class Reveal extends HTMLElement {
  connectedCallback() {
    this.input = this.querySelector("input")
    this.button = document.createElement("button")
    this.button.type = "button"
    this.button.className = "button button--quiet"
    this.button.setAttribute("aria-controls", this.input.id)
    this.input.after(this.button)
    this.button.addEventListener("click", () => this.show(this.input.type === "password"))
    this.input.form?.addEventListener("submit", () => this.show(false))
    this.show(false)
  }

  show(shown) {
    this.input.type = shown ? "text" : "password"
    this.button.textContent = shown ? this.dataset.hide : this.dataset.show
  }
}

customElements.define("hg-reveal", Reveal)
