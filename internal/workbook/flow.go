package workbook

import (
	"cmp"
	"slices"

	"pairbook/internal/program"
	"pairbook/internal/room"
)

// More is a further sheet of another: what did not fit on that.
type More struct {
	F      Frame
	Blocks []Block `facts:"-"`
	Notes  bool    `facts:"-"` // there is room for notes
}

func (More) Template() string { return "more" }
func (s *More) Frame() *Frame { return &s.F }

// A Block is a part of a further sheet: a heading and one kind of list.
type Block struct {
	Heading Label // its key is empty: none
	Of      Label // the column of a table that texts go on from; its key is empty: none
	Texts   []string
	Actions []Action
	Log     []Action
	Goals   []Focus
	Blanks  int // goals to write in
	Prompts []Prompt
	Lines   []Line
	People  []Member
	Chart   *Goal // how far a goal has come
	Road    Road  // of some sessions
}

// Columns are the lines of contents in two columns.
func (b Block) Columns() [][]Line { return halves(b.Lines) }

// A list is something that can go on on a further sheet: n items with their heights, the
// height of what stands above them, and the block of some of them.
type list struct {
	n      int
	above  float64
	height func(i int) float64
	block  func(from, to int) Block
}

// fits returns how many items from one on fit into a room, and their height with what
// stands above them.
func (l list) fits(from int, free float64) (to int, used float64) {
	used = l.above
	for to = from; to < l.n; to++ {
		h := l.height(to)
		if used+h > free+1e-9 { // sums of the same numbers may differ
			break
		}
		used += h
	}
	if to == from {
		used = 0
	}
	return to, used
}

// parted is how many of the first so many items stay on a side: no item goes on alone where
// there are others to go with it.
func (l list) parted(to int) int {
	if to > 2 && to == l.n-1 {
		return to - 1
	}
	return to
}

// whole is the height of all items.
func (l list) whole() float64 { return l.first(l.n) }

// first is the height of the first so many items.
func (l list) first(n int) float64 {
	h := 0.0
	for i := range n {
		h += l.height(i)
	}
	return h
}

// after is what is left of a list.
func (l list) after(from int) list {
	return list{
		n: l.n - from, above: l.above,
		height: func(i int) float64 { return l.height(from + i) },
		block:  func(a, b int) Block { return l.block(from+a, from+b) },
	}
}

// further lays lists on as many further sheets as they need, with the frame of the sheet
// that they go on from. An item that is higher than a side has one of its own.
func (p *planning) further(f Frame, lists ...list) []Sheet {
	var sheets []Sheet
	f.Guide = nil
	f.Origin = f.origin()
	f.ID += "-more"
	side := p.ruler.Height - p.ruler.frame(&f) - p.ruler.continued(p.titleOf(&f))
	for left(lists) {
		more := &More{F: f}
		more.F.ID = numbered(f.ID, len(sheets)+1)
		var free float64
		more.Blocks, lists, free = p.fill(side, lists)
		more.Notes = p.notes(more.Blocks, free)
		sheets = append(sheets, more)
	}
	return sheets
}

// fill lays lists on a side, in their order, and returns their blocks, the lists of what does
// not fit, and how much is free below the blocks.
func (p *planning) fill(free float64, lists []list) ([]Block, []list, float64) {
	var blocks []Block
	for i, l := range lists {
		to, used := l.fits(0, free)
		if to == 0 && l.n > 0 && len(blocks) == 0 {
			to, used = 1, l.above+l.height(0)
		}
		if kept := l.parted(to); kept < to {
			to, used = kept, used-l.height(kept)
		}
		if to > 0 {
			blocks = append(blocks, l.block(0, to))
			free -= used + p.ruler.Between
		}
		if to < l.n {
			return blocks, append([]list{l.after(to)}, lists[i+1:]...), free
		}
	}
	return blocks, nil, free
}

// left reports whether anything is left of lists.
func left(lists []list) bool {
	return slices.ContainsFunc(lists, func(l list) bool { return l.n > 0 })
}

// titleOf is the text of a heading.
func (p *planning) titleOf(f *Frame) string {
	if f.Label.Key == "text" {
		return f.Label.Name
	}
	return p.said(f.Label.Key, aTitle, "n", f.Label.N, "name", f.Label.Name)
}

// shares divides what is free among parts that need so much: none gets more than it needs,
// and what one leaves is for the others.
func shares(free float64, needs ...float64) []float64 {
	given, order := make([]float64, len(needs)), make([]int, len(needs))
	for i := range order {
		order[i] = i
	}
	slices.SortFunc(order, func(a, b int) int { return cmp.Compare(needs[a], needs[b]) })
	for at, i := range order {
		given[i] = min(needs[i], max(free, 0)/float64(len(needs)-at))
		free -= given[i]
	}
	return given
}

// balanced is the height of items that are laid in two columns, in their order.
func balanced(heights []float64) float64 {
	whole, left := 0.0, 0.0
	for _, h := range heights {
		whole += h
	}
	least := whole
	for _, h := range heights {
		left += h
		least = min(least, max(left, whole-left))
	}
	return least
}

// mostLines is more than a cell of a table has on one side.
const mostLines = 60

// listOf makes a list of items that a Block holds.
func listOf[T any](items []T, above float64, height func(T) float64, block func([]T) Block) list {
	return list{
		n: len(items), above: above,
		height: func(i int) float64 { return height(items[i]) },
		block:  func(from, to int) Block { return block(slices.Clip(items[from:to])) },
	}
}

// Lists of what sheets have, in a column.

func (p *planning) actionList(key string, rows []Action, column float64) list {
	return listOf(rows, p.ruler.label.Line(), func(a Action) float64 { return p.ruler.action(a, column) },
		func(some []Action) Block { return Block{Heading: Label{Key: key}, Actions: some} })
}

func (p *planning) textList(key string, texts []string, column float64) list {
	return listOf(texts, p.ruler.label.Line(), func(s string) float64 { return p.ruler.item(s, column) },
		func(some []string) Block { return Block{Heading: Label{Key: key}, Texts: some} })
}

func (p *planning) focusList(key string, goals []Focus, column float64) list {
	above := p.ruler.label.Line() + p.ruler.guide.Height(p.said("scale.circle", "How far have we come? Circle a number, in per cent."), column) + 1
	return listOf(goals, above, func(f Focus) float64 { return p.ruler.focus(f, column) },
		func(some []Focus) Block { return Block{Heading: Label{Key: key}, Goals: some} })
}

// blanks is a list of goals to write in.
func (p *planning) blanks(key string, n int, column float64) list {
	l := p.focusList(key, make([]Focus, n), column)
	l.height = func(int) float64 { return p.ruler.blankFocus() }
	l.block = func(from, to int) Block { return Block{Heading: Label{Key: key}, Blanks: to - from} }
	return l
}

func (p *planning) promptList(prompts []Prompt) list {
	// There is no gap below the last.
	return listOf(prompts, -p.ruler.Between, func(q Prompt) float64 { return p.ruler.across(q) + p.ruler.Between },
		func(some []Prompt) Block { return Block{Prompts: some} })
}

// divided is a text in parts, between words, of which each takes a third of a side at most.
func (p *planning) divided(text string, t room.Type, column float64) []string {
	most := int(p.ruler.Height / 3 / t.Line())
	var parts []string
	for text != "" {
		var head string
		head, text = t.Cut(text, column, most)
		parts = append(parts, head)
	}
	return parts
}

// texts are the parts of several texts.
func (p *planning) texts(column float64, texts ...string) []string {
	var all []string
	for _, text := range texts {
		all = append(all, p.divided(text, p.ruler.text, column-p.ruler.Bullet)...)
	}
	return all
}

// promises are rows in which no text is higher than a third of a side: a long one goes on
// in the next row, where its date and note are. Where names have a column of their own, so
// many millimetres wide, they take four lines at most.
func (p *planning) promises(rows []Action, column, who float64) []Action {
	var all []Action
	for _, row := range rows {
		if who > 0 {
			row.Who = shortened(row.Who, p.ruler.cell, who-2*p.ruler.CellSide, 4)
		}
		parts := p.divided(row.What, p.ruler.text, column)
		for i, part := range parts {
			piece := row
			if piece.What = part; i < len(parts)-1 {
				piece.Due, piece.Note, piece.Goal = program.Date{}, "", 0
			}
			all = append(all, piece)
		}
	}
	return all
}
