// A form posts once, however often its button is pressed, and the button says that it is at work.
import { word } from "./words.js"

const BACK_AFTER = 15000

function rest(form) {
  delete form.dataset.sent
  for (const button of form.ownerDocument.querySelectorAll('[aria-busy="true"]')) {
    if (button.form !== form) continue
    button.removeAttribute("aria-busy")
    const label = button.querySelector("span:not(.sr-only)")
    if (label && button.dataset.label) label.textContent = button.dataset.label
  }
}

function begin(form, button) {
  form.dataset.sent = "yes"
  setTimeout(() => rest(form), BACK_AFTER)
  if (!button?.classList.contains("button")) return
  // The width is kept, so that nothing beside the button moves.
  button.style.minInlineSize = `${button.offsetWidth}px`
  button.setAttribute("aria-busy", "true")
  const label = button.querySelector("span:not(.sr-only)")
  if (!label || !button.classList.contains("button--primary")) return
  button.dataset.label = label.textContent
  label.textContent = button.dataset.busy || word("saving")
}

export function guardForms(page) {
  page.addEventListener("submit", (event) => {
    const form = event.target
    // What htmx or another script sends itself has already been stopped here.
    if (event.defaultPrevented || (event.submitter?.getAttribute("formmethod") || form.method) !== "post") return
    if (form.dataset.sent) event.preventDefault()
    else begin(form, event.submitter)
  })
  // Coming back by the back button, the page may be as it was left: let it post again.
  addEventListener("pageshow", (event) => {
    if (event.persisted) for (const form of page.querySelectorAll("form[data-sent]")) rest(form)
  })
}
