// What the elements ask of the page around them: the token, an icon, a toast.

/** The CSRF token of this page, from the hidden form that base.html carries. */
export const token = () => document.querySelector('#act [name="csrfmiddlewaretoken"]')?.value ?? ""

/** An icon of the sprite; its address stands on <body> (data-icons). */
export function icon(name, size = 20) {
  const space = "http://www.w3.org/2000/svg"
  const svg = document.createElementNS(space, "svg")
  svg.setAttribute("class", "icon")
  svg.setAttribute("width", size)
  svg.setAttribute("height", size)
  svg.setAttribute("aria-hidden", "true")
  const use = document.createElementNS(space, "use")
  use.setAttribute("href", `${document.body.dataset.icons}#${name}`)
  svg.append(use)
  return svg
}

/** An element with a class and words. */
export function make(tag, className = "", text = "") {
  const element = document.createElement(tag)
  if (className) element.className = className
  if (text) element.textContent = text
  return element
}

/** A sentence at the foot of the window, read out, gone after a while. */
export function say(text) {
  const toast = make("hg-toast", "toast")
  toast.append(make("p", "toast__text", text))
  document.getElementById("toasts")?.append(toast)
}
