// One file on its way: name, size, bar, and what can be done about it.
import { block } from "../models/markdown.js"
import { icon, make, token } from "../page.js"
import { apply, stateOf } from "../textarea.js"
import { word } from "../words.js"

export class UploadRow {
  static word = word

  constructor(upload, file, size) {
    Object.assign(this, { upload, file, done: false })
    this.element = make("li", "upload")
    this.name = make("span", "upload__name", `${file.name || word("photo")} `)
    this.name.append(make("span", "meta", size))
    this.actions = make("span", "upload__actions row")
    this.bar = make("progress", "progress")
    this.bar.max = 100
    this.bar.setAttribute("aria-label", file.name)
    this.percent = make("span", "upload__percent")
    this.text = make("span", "upload__text meta")
    this.text.setAttribute("role", "status")
    this.element.append(icon("file-text"), this.name, this.actions, this.bar, this.percent, this.text)
  }

  /** Sends it, with the values of the form's draft and whatever choice the person made about a file of the same name. */
  async start(choice = null) {
    this.show("", 0)
    this.offer([[word("stop"), () => this.stop()]])
    try {
      this.arrived(await this.upload.queue.add(() => this.send(choice)))
    } catch (trouble) {
      if (trouble) this.stopped(trouble)
    }
  }

  send(choice) {
    return new Promise((resolve, reject) => {
      if (this.gone) return reject(null)
      const body = new FormData()
      // What the server kept already is only told what it is.
      if (!choice?.url) body.append("file", this.file, this.file.name || "photo.png")
      const draft = this.upload.form?.elements.draft?.value
      if (draft) body.append("draft", draft)
      if (choice) body.append(choice.name, choice.value)
      const request = (this.request = new XMLHttpRequest())
      request.open("POST", choice?.url ?? this.upload.dataset.uploadUrl)
      request.setRequestHeader("X-CSRFToken", token())
      request.setRequestHeader("Accept", "application/json")
      request.upload.onprogress = (event) => this.show("", Math.round((100 * event.loaded) / event.total))
      request.upload.onload = () => (this.text.textContent = word("upload_checking"))
      request.onerror = () => reject({ error: word("upload_stopped") })
      request.onabort = () => reject(null)
      request.onload = () => {
        let answer = {}
        try {
          answer = JSON.parse(request.responseText)
        } catch {
          answer.error = { 401: word("signed_out"), 403: word("signed_out"), 413: word("too_big") }[request.status] ?? word("upload_stopped")
        }
        if (request.status < 300 && answer.code) resolve(answer)
        else reject({ error: word("upload_stopped"), ...answer, refused: request.status >= 400 && request.status < 500 })
      }
      request.send(body)
    })
  }

  show(state, percent) {
    this.element.className = state ? `upload upload--${state}` : "upload"
    const moving = percent !== null
    this.bar.hidden = this.percent.hidden = !moving
    if (moving) {
      this.bar.value = percent
      this.percent.textContent = `${percent}%`
    }
    this.text.textContent = ""
  }

  offer(actions) {
    this.actions.replaceChildren(
      ...actions.map(([label, act]) => {
        const button = make("button", "button button--quiet")
        button.type = "button"
        button.append(make("span", "", label), make("span", "sr-only", ` ${this.file.name}`))
        button.addEventListener("click", act)
        return button
      }),
    )
  }

  arrived(answer) {
    this.done = true
    this.show("done", null)
    this.element.firstChild.replaceWith(icon("circle-check"))
    const field = make("input")
    Object.assign(field, { type: "hidden", name: "attachments", value: answer.code })
    this.element.append(field)
    // In a library it is a document now, with a page of its own; under a text it can be taken off again.
    if (this.upload.card) {
      this.offer([])
      this.text.textContent = word("upload_ready")
    } else this.offer([[word("remove"), () => this.remove()]])
    const area = document.getElementById(this.upload.dataset.for)
    if (area && answer.kind === "image" && answer.markdown) apply(area, block(stateOf(area), answer.markdown))
    this.upload.settled()
  }

  /**
   * `trouble`: {error, choices: [{label, name, value, url}], drop}: a choice sends the file again with that answer, or to its own `url` the
   * answer alone; `drop` is told when the person takes the file away. What was refused is not sent again as it is.
   */
  stopped(trouble) {
    this.show("stopped", null)
    this.element.firstChild.replaceWith(icon("circle-alert"))
    this.text.textContent = trouble.error
    const choices = (trouble.choices ?? []).map((choice) => [choice.label, () => this.start(choice)])
    const again = trouble.refused ? [] : [[word("again"), () => this.start()]]
    this.offer([...(choices.length ? choices : again), [word("remove"), () => this.drop(trouble.drop)]])
  }

  drop(url) {
    const answer = new URLSearchParams({ answer: "drop" })
    if (url) fetch(url, { method: "POST", body: answer, headers: { "X-CSRFToken": token(), Accept: "application/json" } })
    this.remove()
  }

  stop() {
    this.gone = true
    this.request?.abort()
    this.remove()
  }

  remove() {
    this.element.remove()
    this.upload.forget(this)
  }
}
