package workbook

import "testing"

// The facts of a workbook, which a process finds once for each that was handed out.
func BenchmarkFacts(b *testing.B) {
	s := load(b, tom, fullPair)
	r := s.Cohorts[0].Relationships[0]
	b.Run("plan", func(b *testing.B) {
		planner := NewPlanner(s)
		for b.Loop() {
			planner.Plan(r)
		}
	})
	b.Run("facts", func(b *testing.B) {
		reader := NewReader(s)
		for b.Loop() {
			reader.Facts(r)
		}
	})
}
