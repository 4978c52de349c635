// The Lucide icons that templates and scripts may name: `icon("lock")`. Add a line to use another.
export const ICONS = [
  "arrow-down", "arrow-up", "badge-check", "bell", "bell-off", "bold", "book-open", "bookmark", "cake", "calendar-days",
  "camera", "check", "chevron-down", "chevron-left", "chevron-right", "chevron-up", "circle-alert", "circle-check",
  "circle-question-mark", "clipboard-list", "clock", "contact", "copy", "corner-down-right", "door-open", "download", "ear",
  "ellipsis", "external-link", "eye", "eye-off", "file", "file-archive", "file-play", "file-plus", "file-text", "file-volume",
  "files", "fingerprint-pattern", "flag", "folder", "folder-input", "folder-open", "folder-plus", "footprints", "globe",
  "graduation-cap", "grip", "hand-heart", "hand-helping", "hash", "heading", "heart", "heart-handshake", "history",
  "hourglass", "house", "image", "inbox", "info", "italic", "key", "leaf", "lightbulb", "link", "list", "list-ordered",
  "lock", "log-in", "log-out", "mail", "map-pin", "megaphone", "message-circle-question-mark", "message-square",
  "messages-square", "minus", "monitor", "moon", "paperclip", "pencil", "phone", "pin", "pin-off", "plus", "presentation", "printer",
  "qr-code", "quote", "refresh-cw", "reply", "rotate-ccw", "save", "search", "send", "settings", "share-2", "sheet", "shield-alert", "shield-check",
  "sliders-horizontal", "smartphone", "sprout", "star", "stethoscope", "sun", "tag", "text-quote", "trash-2", "undo-2",
  "upload", "user", "user-minus", "user-plus", "users", "video", "vote", "wifi-off", "x",
]
