package site

import (
	"bytes"
	"crypto/sha256"
	"encoding/gob"
	"errors"
	"fmt"
	"io"
	"maps"
	"slices"

	"pairbook/internal/digest"
	"pairbook/internal/program"
)

// A keptRelationship is what one process leaves to the next of a relationship with
// which nothing is wrong. It is only good for a file whose inputs have the digest in it.
type keptRelationship struct {
	File         string
	Cohort       digest.Sum
	People       string
	Relationship *program.Relationship
}

// Save writes the relationships of the last Load with which nothing is wrong, for the
// Recall of another process of the same version: to read these back takes a tenth of
// the time of reading TOML.
//
//	version, relationships (all gob) – SHA-256 of what is before
func (m *Memory) Save(w io.Writer, version string) error {
	sum := sha256.New()
	out := gob.NewEncoder(io.MultiWriter(w, sum))
	if err := out.Encode(version); err != nil {
		return fmt.Errorf("saving what was learned: %w", err)
	}
	for _, file := range slices.Sorted(maps.Keys(m.relationships)) {
		l := m.relationships[file]
		if !l.sound() {
			continue
		}
		if err := out.Encode(keptRelationship{file, l.cohort, l.people, l.relationship}); err != nil {
			return fmt.Errorf("saving what was learned: %w", err)
		}
	}
	_, err := w.Write(sum.Sum(nil))
	return err
}

// Recall takes over what Save of the same version wrote. What is damaged or of another
// version is passed over: it only has to be learned again.
func (m *Memory) Recall(saved []byte, version string) {
	end := len(saved) - sha256.Size
	if end < 0 || sha256.Sum256(saved[:end]) != [sha256.Size]byte(saved[end:]) {
		return
	}
	in := gob.NewDecoder(bytes.NewReader(saved[:end]))
	var of string
	if in.Decode(&of) != nil || of != version {
		return
	}
	recalled := map[string]*learnedRelationship{}
	for {
		var k keptRelationship
		err := in.Decode(&k)
		if errors.Is(err, io.EOF) {
			m.relationships, m.news = recalled, false
			return
		}
		if err != nil || k.Relationship == nil {
			return
		}
		recalled[k.File] = &learnedRelationship{cohort: k.Cohort, inputs: k.Relationship.Sources, people: k.People, relationship: k.Relationship}
	}
}
