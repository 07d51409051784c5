package site

import (
	"fmt"
	"path"
	"slices"
	"strings"

	"pairbook/internal/source"
)

// endings are those of the files that are copied to the output when guidance shows them or
// links to them: documents, pictures and sound. Whatever a browser or a server would run or
// obey is not among them, and an ending that nobody thought of is not either.
var endings = []string{
	".pdf", ".docx", ".doc", ".odt", ".rtf", ".txt",
	".xlsx", ".xls", ".ods", ".csv", ".pptx", ".ppt", ".odp", ".epub", ".ics",
	".png", ".jpg", ".jpeg", ".gif", ".webp", ".avif", ".svg",
	".mp3", ".m4a", ".mp4", ".webm",
}

// withheld says why a file that exists may not be copied to the output, and what to do;
// "" when it may.
func (l *linker) withheld(file string) (text, hint string) {
	ending := strings.ToLower(path.Ext(file))
	switch {
	case ending == ".md":
		return file + " has no page of its own", "link to a file of guidance/ or topics/"
	case !slices.Contains(endings, ending):
		return file + " is not published, as it is neither a document nor a picture",
			"save it as a document, such as .pdf, or as a picture, such as .png"
	}
	if inside, ok := strings.CutPrefix(file, "content/"); !ok || private(inside) {
		return file + " lies where nothing is published", "if everybody may read it, put a copy beside the text"
	}
	if ending == ".svg" {
		if active := l.activeSVG(file); active != "" {
			return fmt.Sprintf("%s is not published, as it has %s", file, active),
				"save it as a plain SVG without scripts, or as .png"
		}
	}
	return "", ""
}

// private reports whether a file below content/ is a programme's data: all below cohorts/
// but the cohorts' own guidance and topics, and all below messages/ and formats/ but guidance.
func private(inside string) bool {
	parts := strings.Split(inside, "/")
	switch parts[0] {
	case "cohorts", "formats":
		return len(parts) < 4 || parts[2] != Guidance && parts[2] != Topics
	}
	return parts[0] == "messages"
}

// activeSVG returns what an SVG file does besides showing, "" for nothing. One that cannot be read is
// left to the step that copies it.
func (l *linker) activeSVG(file string) string {
	active, known := l.active[file]
	if !known {
		data, problem, err := source.ReadBinary(l.files, file, source.PictureSize)
		if problem == nil && err == nil {
			active, _ = source.StaticSVG(data)
		}
		l.active[file] = active
	}
	return active
}
