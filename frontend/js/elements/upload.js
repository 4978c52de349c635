// <hg-upload>: several files at once, a bar for each, stop and try again, drop and paste. Writing goes on meanwhile.
import { UploadQueue, sizeInWords } from "../models/upload-queue.js"
import { icon, make } from "../page.js"
import { word } from "../words.js"
import { UploadRow } from "./upload-row.js"

class Upload extends HTMLElement {
  connectedCallback() {
    if (!this.dataset.uploadUrl || this.queue) return
    this.queue = new UploadQueue()
    this.input = this.querySelector("input[type=file]")
    // On a page of files the rows stand elsewhere: in the card that data-list names.
    this.card = document.getElementById(this.dataset.list)
    this.list = (this.card ?? this).querySelector(".uploads__list")
    this.rows = []
    if (this.closest(".composer")) this.classList.add("is-live")
    for (const input of this.querySelectorAll("input[type=file]")) {
      input.addEventListener("change", () => {
        this.take([...input.files])
        // They travel by themselves: the form must not send them again.
        input.value = ""
      })
    }
    this.addEventListener("hg:files", (event) => this.take(event.detail))
    this.list.addEventListener("click", (event) => event.target.closest("[data-drop]")?.closest("li").remove())
    for (const row of this.list.children) this.makeRemovable(row)
    this.listenForDrops("page" in this.dataset ? document.body : this.closest(".composer") ?? this)
  }

  get form() {
    return this.closest("form")
  }

  /** A file kept with the draft can be taken off again; the server forgets what no text uses. */
  makeRemovable(row) {
    const button = make("button", "button button--quiet button--icon")
    button.type = "button"
    button.dataset.drop = ""
    button.append(icon("x"), make("span", "sr-only", `${this.words("remove")} ${row.querySelector(".upload__name").textContent.trim()}`))
    button.addEventListener("click", () => setTimeout(() => this.changed()))
    // The box to untick is for those without scripts.
    row.querySelector(".upload__keep")?.setAttribute("hidden", "")
    const place = make("span", "upload__actions")
    place.append(button)
    row.append(place)
  }

  words(key) {
    return UploadRow.word(key)
  }

  listenForDrops(place) {
    const hasFiles = (event) => event.dataTransfer?.types.includes("Files")
    const look = place.querySelector(".composer__box") ?? this
    let depth = 0
    const leave = () => look.classList.toggle("is-dragged", (depth = Math.max(0, depth - 1)) > 0)
    place.addEventListener("dragenter", (event) => hasFiles(event) && look.classList.toggle("is-dragged", ++depth > 0))
    place.addEventListener("dragleave", leave)
    place.addEventListener("dragover", (event) => hasFiles(event) && event.preventDefault())
    place.addEventListener("drop", (event) => {
      if (!hasFiles(event)) return
      event.preventDefault()
      depth = 0
      leave()
      this.take([...event.dataTransfer.files])
    })
  }

  take(files) {
    for (const file of files) {
      const row = new UploadRow(this, file, sizeInWords(file.size))
      this.rows.push(row)
      this.list.append(row.element)
      row.start()
    }
    this.count()
  }

  /** "2 of 5 done", above the rows. */
  count() {
    if (!this.card) return
    this.card.hidden = !this.rows.length
    this.card.querySelector("[data-count]").textContent = word("of", this.rows.filter((row) => row.done).length, this.rows.length)
  }

  /** The draft hears of files as of words. */
  changed() {
    this.form?.dispatchEvent(new Event("input", { bubbles: true }))
  }

  /** A row has arrived or was taken away: on a page of files, go and see them when all are there. */
  settled() {
    this.changed()
    this.count()
    if (!("page" in this.dataset) || this.rows.some((row) => !row.done)) return
    location.assign(this.dataset.doneUrl || location.href)
  }

  forget(row) {
    this.rows = this.rows.filter((other) => other !== row)
    if (this.rows.length) return this.settled()
    this.changed()
    this.count()
  }
}

customElements.define("hg-upload", Upload)
