// <hg-code>: shows which slot of a code comes next, and takes a pasted "407 213" without its spaces.
class Code extends HTMLElement {
  connectedCallback() {
    this.input = this.querySelector("input")
    this.slots = this.querySelectorAll(".code__slot")
    // Here a paste loses its spaces, so that no more than the slots is needed.
    this.input.maxLength = this.slots.length
    for (const name of ["input", "focus", "keyup", "click"]) this.input.addEventListener(name, () => this.show())
    this.input.addEventListener("paste", (event) => this.paste(event))
    this.show()
  }

  show() {
    const at = Math.min(this.input.selectionStart ?? this.input.value.length, this.slots.length - 1)
    this.slots.forEach((slot, index) => slot.classList.toggle("is-next", index === at))
  }

  paste(event) {
    const text = event.clipboardData.getData("text/plain").replace(/[\s-]/g, "")
    if (!text) return
    event.preventDefault()
    this.input.value = text.slice(0, this.slots.length)
    this.show()
  }
}

customElements.define("hg-code", Code)
