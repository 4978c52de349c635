// The words scripts say. English here; a page in another language carries them as JSON in data-words of <body> or a composer.
const ENGLISH = {
  saving: "Saving…",
  copied: "Link copied",
  offline: "That did not reach us. Check your connection and try again.",
  broken: "Something broke on our side. Sorry. Try again.",
  refused: "You can't do that here.",
  gone: "That is no longer here.",
  signed_out: "You were signed out. Your text is kept.",
  too_fast: "That was a lot at once. Try again in 1 minute.",
  too_big: "That file is too big.",
  draft_saving: "Saving…",
  draft_saved: "Draft saved %s",
  draft_here: "Saved on this device only. We will try again.",
  draft_found: "We kept what you wrote on this device.",
  bold: "Bold",
  italic: "Italic",
  heading: "Heading",
  list: "List",
  numbers: "Numbered list",
  quote: "Quote",
  link: "Link",
  link_here: "words of the link",
  attach: "Add a file",
  photo: "Take a photo",
  preview: "Preview",
  nothing: "Nothing written yet.",
  toolbar: "Formatting",
  people: "People",
  stop: "Stop",
  again: "Try again",
  remove: "Remove",
  upload_stopped: "The upload stopped. Try again.",
  upload_ready: "Ready to use",
  upload_checking: "Checking…",
  of: "%s of %s done",
}

let said = null

function pageWords() {
  said = { ...ENGLISH }
  for (const place of document.querySelectorAll("[data-words]")) Object.assign(said, JSON.parse(place.dataset.words))
  return said
}

/** A word or sentence by its key; each "%s" takes the next value. */
export function word(key, ...values) {
  return (said || pageWords())[key].replaceAll("%s", () => values.shift())
}
