// Where people add files.
import "./elements/upload.js"
