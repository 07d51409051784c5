package workbook

import (
	"slices"

	"pairbook/internal/program"
)

// group is from how many people on somebody may be missing and the others meet.
const group = 3

// An Attendant is somebody who may be there.
type Attendant struct {
	Name string
	Here bool // is recorded as present
}

// attendance is who may be there in a session, and of whom it is known. It is asked for by a
// workbook of a group that says who is who, and by a file that records it; else it is empty.
func (p *planning) attendance(s program.Session) []Attendant {
	people := p.r.People()
	if !(len(people) >= group && p.r.Has("who")) && !slices.ContainsFunc(p.r.Sessions, func(s program.Session) bool { return len(s.Present) > 0 }) {
		return nil
	}
	all := make([]Attendant, len(people))
	for i, person := range people {
		all[i] = Attendant{person.Name, slices.Contains(s.Present, person.Name)}
	}
	return all
}

// fitAttendance keeps the names on a session's sheet when they take a quarter of it at most;
// else it returns them as a list.
func (p *planning) fitAttendance(s *Session) list {
	rows := make([]Action, len(s.Attendance))
	for i, a := range s.Attendance {
		rows[i].What, rows[i].Key = a.Name, Key(a.Name)
	}
	all := p.actionList("session.present", rows, p.ruler.Width)
	if p.attendanceHeight(s) <= p.ruler.Height/4 {
		return all.after(all.n)
	}
	s.Attendance = nil
	return all
}

// attendanceHeight is the height of the names with their boxes, and the gap behind them.
func (p *planning) attendanceHeight(s *Session) float64 {
	if len(s.Attendance) == 0 {
		return 0
	}
	people := []program.Person{{Name: "Who is here?"}}
	for _, a := range s.Attendance {
		name := a.Name
		if a.Here {
			name += " (" + aWord + ")"
		}
		people = append(people, program.Person{Name: name})
	}
	return p.ticked(people) + p.ruler.Between
}
