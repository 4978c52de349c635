// <hg-kind>: the words of the form follow the kind that is chosen, at once.
class Kind extends HTMLElement {
  connectedCallback() {
    this.form = this.closest("form")
    this.prompts = JSON.parse(this.dataset.prompts)
    this.form.addEventListener("change", (event) => event.target.name === "kind" && this.show(event.target.value))
    // Going back in the browser chooses again what was chosen before, without a word.
    this.show(new FormData(this.form).get("kind"))
  }

  show(kind) {
    const words = this.prompts[kind]
    if (!words) return
    this.label("f-title", words.title_label)
    this.label("f-body", words.text_label)
    this.form.elements.body.placeholder = words.text_example
  }

  label(id, words) {
    const label = this.form.querySelector(`label[for="${id}"]`)
    if (label) label.textContent = words
  }
}

customElements.define("hg-kind", Kind)
