package workbook

import (
	"pairbook/internal/markdown"
	"pairbook/internal/program"
	"pairbook/internal/room"
)

// defaultRows is how many rows a table has whose prompt does not say.
const defaultRows = 3

// promptOf is a prompt of a document.
func promptOf(asked markdown.Prompt, language program.Language) Prompt {
	q := Prompt{
		Ask: asked.Ask, Key: Key(asked.Ask), For: program.Role(asked.For), Lines: max(asked.Lines, defaultLines), Language: language,
		Low: asked.Low, High: asked.High, Columns: asked.Columns, Again: asked.Again,
	}
	if asked.Kind != markdown.Lines {
		q.Kind = asked.Kind
	}
	switch asked.Kind {
	case markdown.Scale:
		for n := asked.From; n <= asked.To; n++ {
			q.Steps = append(q.Steps, n)
		}
	case markdown.Choice:
		q.Options = append(q.Options, asked.Options...)
	case markdown.Table:
		if q.Rows = asked.Rows; q.Rows == 0 {
			q.Rows = defaultRows
		}
	}
	return q
}

// answer is the height of the room of a prompt, in a column.
func (r *ruler) answer(q Prompt, column float64) float64 {
	switch q.Kind {
	case markdown.Scale:
		half := min(column, r.Rating) / 2
		return r.Row + r.Below + max(r.small.Height(q.Low, half-1), r.small.Height(q.High, half-1))
	case markdown.Choice:
		return r.flow(q.Options, column)
	case markdown.Table:
		highest := 0.0
		for _, name := range q.Columns {
			highest = max(highest, r.column.Height(name, column/float64(len(q.Columns))-2*r.CellSide))
		}
		return highest + 2*r.HeadCell + stroke + float64(q.Rows)*r.Blank + r.ruled()
	}
	return r.sure(q.Lines)
}

// ask is a question with its room, in a column. One that is asked again has the place of
// the first answer above it.
func (r *ruler) ask(q Prompt, column float64) float64 {
	h := r.BarTop + r.asked(q, column) + r.answer(q, column)
	if q.Before {
		h += r.then() + r.Between/2
	}
	return h
}

// across is a question that is a part of a sheet by itself, as wide as that. Lines to write on
// stand beside their question where the theme hangs it there.
func (r *ruler) across(q Prompt) float64 {
	if r.Hang == 0 || q.Kind != "" || q.Before {
		return r.ask(q, r.Width)
	}
	return r.BarTop + max(r.asked(q, r.Hang), r.answer(q, r.Width-r.Hang))
}

// asked is the height of the words of a question.
func (r *ruler) asked(q Prompt, column float64) float64 {
	if q.For == "" {
		return r.question.Height(orLine(q.Ask), column)
	}
	return float64(r.question.LinesThen(q.Ask, r.small, "("+r.role(q.For)+")", column)) * r.question.Line()
}

// then is the height of the place for the first answer.
func (r *ruler) then() float64 { return max(r.Row, r.small.Line()) + stroke }

// flow is boxes to tick with their words, as many in a line as there is room for.
func (r *ruler) flow(options []string, column float64) float64 {
	used, lines := 0.0, 1
	for _, o := range options {
		w := r.Tick + r.Gutter + r.wide(o)
		if used > 0 && used+w-r.Gutter > column {
			lines, used = lines+1, 0
		}
		if w > column {
			lines += r.text.Lines(o, column-r.Tick) - 1
		}
		used += w
	}
	return float64(lines)*(r.text.Line()+2*r.FactLine+r.Below) - r.Below
}

// wide is how wide a text is in one line, with the margin that room allows for.
func (r *ruler) wide(text string) float64 {
	w := 0.0
	for _, sign := range text {
		w += r.text.Font.Advance(sign) * r.text.Size * 25.4 / 72 * (1 + room.Margin)
	}
	return w
}

// pieces are a prompt as it fits a sheet: a table has no more rows than there is room for, and
// a choice with much to choose from goes on in a prompt of its own.
func (r *ruler) pieces(q Prompt, free float64) []Prompt {
	for q.Rows > 1 && r.across(q) > free {
		q.Rows--
	}
	if len(q.Options) < 2 || r.across(q) <= free {
		return []Prompt{q}
	}
	half, rest := q, q
	half.Options, rest.Options = q.Options[:len(q.Options)/2], q.Options[len(q.Options)/2:]
	return append(r.pieces(half, free), r.pieces(rest, free)...)
}
