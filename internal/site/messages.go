package site

import (
	"cmp"
	"io/fs"
	"path"
	"slices"
	"strings"

	"pairbook/internal/diag"
	"pairbook/internal/message"
	"pairbook/internal/program"
	"pairbook/internal/source"
)

// Messages is the folder of content/ for mails to pairs.
const Messages = "messages"

// readMessages reads the mails to pairs: the site's, then what the built-in site has
// besides, in the languages that somebody here reads.
func (l *loader) readMessages() error {
	for _, name := range l.listed(isMessage) {
		l.tree[name] = true
		if err := l.readMessage(l.fsys, name, false); err != nil {
			return err
		}
	}
	builtin, err := fs.Glob(l.builtin, contentDir+"/"+Messages+"/*.md")
	if err != nil {
		return err
	}
	used := l.site.tags()
	for _, name := range builtin {
		_, own := l.tree[name]
		if _, tag, foreign := cutLanguage(stem(name)); own || foreign && !used[tag] {
			continue
		}
		if err := l.readMessage(l.builtin, name, true); err != nil {
			return err
		}
	}
	slices.SortFunc(l.site.Messages, func(a, b *message.Message) int {
		return cmp.Or(cmp.Compare(a.Name, b.Name), cmp.Compare(a.Suffix, b.Suffix))
	})
	return nil
}

// isMessage reports whether a file lies where messages lie.
func isMessage(name string) bool {
	return path.Ext(name) == ".md" && path.Dir(name) == contentDir+"/"+Messages
}

// readMessage reads one message; with problems it is left out.
func (l *loader) readMessage(fsys fs.FS, name string, builtin bool) error {
	src, problem, err := source.Read(fsys, name, source.MarkdownSize)
	if err != nil {
		return err
	}
	if problem != nil {
		l.problems = append(l.problems, *problem)
		return nil
	}
	m, problems := message.Parse(src)
	l.problems = append(l.problems, problems...)
	if m == nil {
		return nil
	}
	m.Source, m.Builtin, m.Language = name, builtin, l.site.Program.Language
	m.Name = strings.TrimSuffix(path.Base(name), ".md")
	if stem, suffix, ok := cutLanguage(m.Name); ok {
		m.Name, m.Suffix, m.Language = stem, suffix, program.Language(suffix)
	} else if builtin {
		m.Language = builtinLanguage
	}
	for _, other := range l.site.Messages {
		if other.Suffix == m.Suffix && other.Name != m.Name && program.Slug(other.Name) == program.Slug(m.Name) {
			l.problem(diag.Position{File: name}, "this message has the same address as "+other.Source, "rename one of the two files")
		}
	}
	l.site.Messages = append(l.site.Messages, m)
	return nil
}

// MessageNames lists the names of the messages there are, sorted.
func (s *Site) MessageNames() []string {
	var names []string
	for _, m := range s.Messages {
		names = append(names, m.Name)
	}
	return slices.Compact(names)
}

// Message returns the message that readers of a language get: in their language as
// exactly as possible, then in the site's, then the one without a language in its name.
// It is nil when there is none.
func (s *Site) Message(name string, lang program.Language) *message.Message {
	var versions []*message.Message
	for _, m := range s.Messages {
		if m.Name == name {
			versions = append(versions, m)
		}
	}
	for _, tag := range slices.Concat(chain(lang), chain(s.Program.Language)) {
		if i := ofTag(tag, versions, func(m *message.Message) (string, program.Language) { return m.Suffix, m.Language }); i >= 0 {
			return versions[i]
		}
	}
	if len(versions) > 0 && versions[0].Suffix == "" { // they are sorted by it
		return versions[0]
	}
	return nil
}
