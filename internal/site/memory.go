package site

import (
	"sync"

	"pairbook/internal/diag"
	"pairbook/internal/digest"
	"pairbook/internal/markdown"
	"pairbook/internal/program"
)

// A Memory keeps what earlier runs of Load learned. Every value depends on the
// bytes that are its key alone, and is never changed. The zero Memory is empty
// and ready; it serves one Load at a time.
type Memory struct {
	mu            sync.Mutex
	documents     map[digest.Sum]*learnedDocument
	relationships map[string]*learnedRelationship // by file
	last          inventory                       // of the last Load
	changed       map[string]bool                 // see Only; nil: any file may be
	news          bool                            // see News
}

// News reports whether Save would write anything else than Recall has read.
func (m *Memory) News() bool { return m.news }

// Only says which files and folders may be other than they were when the last Load read
// them, all of them without an error; nil: any may be, which is so at first. Of the rest,
// Load does not read relationships again, and while they are all there it lists no folder.
func (m *Memory) Only(changed []string) {
	if m.changed = nil; changed == nil {
		return
	}
	m.changed = make(map[string]bool, len(changed))
	for _, file := range changed {
		m.changed[file] = true
	}
}

// learnedDocument is a Markdown file, parsed.
type learnedDocument struct {
	document *markdown.Document
	problems []diag.Problem
}

// learnedRelationship is a relationship file, resolved in its cohort.
type learnedRelationship struct {
	cohort       digest.Sum            // of the cohortFolder
	inputs       digest.Sum            // of that and the file
	relationship *program.Relationship // nil: the file cannot be read
	people       string                // see samePeople
	problems     []diag.Problem
	unreadable   error // of the machine
}

// sound reports whether nothing at all is wrong with a file.
func (l *learnedRelationship) sound() bool {
	return l != nil && l.relationship != nil && len(l.problems) == 0
}

// document parses Markdown once for each content. It is safe for several goroutines.
func (m *Memory) document(src diag.Source) (*markdown.Document, []diag.Problem) {
	key := digest.Of(src)
	m.mu.Lock()
	learned := m.documents[key]
	m.mu.Unlock()
	if learned == nil {
		document, problems := markdown.Parse(src)
		learned = &learnedDocument{document, problems}
		m.mu.Lock()
		defer m.mu.Unlock()
		if m.documents == nil {
			m.documents = map[digest.Sum]*learnedDocument{}
		}
		m.documents[key] = learned
	}
	return learned.document, learned.problems
}

// known returns what was learned of a file, when neither it nor its cohort can have
// changed; else nil. It is safe for several goroutines.
func (m *Memory) known(file string, cohort digest.Sum) *learnedRelationship {
	m.mu.Lock()
	defer m.mu.Unlock()
	learned := m.relationships[file]
	if m.changed == nil || m.changed[file] || learned == nil || learned.cohort != cohort {
		return nil
	}
	return learned
}

// relationship returns what make learned of a file from the same inputs, or
// makes it now. It is safe for several goroutines.
func (m *Memory) relationship(file string, cohort, inputs digest.Sum, make func() *learnedRelationship) *learnedRelationship {
	m.mu.Lock()
	learned := m.relationships[file]
	m.mu.Unlock()
	if learned != nil && learned.inputs == inputs {
		return learned
	}
	learned = make()
	learned.cohort, learned.inputs = cohort, inputs
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.relationships == nil {
		m.relationships = map[string]*learnedRelationship{}
	}
	m.news = m.news || learned.sound() || m.relationships[file].sound()
	m.relationships[file] = learned
	return learned
}

// unlearn drops what was learned of a file that cannot be read any more.
func (m *Memory) unlearn(file string) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.news = m.news || m.relationships[file].sound()
	delete(m.relationships, file)
}

// forget drops the relationships whose files are gone.
func (m *Memory) forget(exists func(file string) bool) {
	for file := range m.relationships {
		if !exists(file) {
			m.news = m.news || m.relationships[file].sound()
			delete(m.relationships, file)
		}
	}
}

// keep drops all documents but those in use: in a day of watching, one file has
// hundreds of contents.
func (m *Memory) keep(used map[digest.Sum]bool) {
	for key := range m.documents {
		if !used[key] {
			delete(m.documents, key)
		}
	}
}
