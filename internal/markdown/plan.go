package markdown

import (
	"regexp"
	"strconv"

	"github.com/yuin/goldmark/ast"
)

// A Slot is a part of the time that a text plans: "10 minutes: check-in".
type Slot struct {
	Minutes int // 1 to 240
	What    string
}

// slotText is how a slot is written, in any language: minutes, a word for them, a colon
// (also that of East Asia, and that of French with its no-break space) and what they are
// for, perhaps with a full stop.
var slotText = regexp.MustCompile(`^(\d{1,3})[\s\p{Zs}]*\p{L}+\.?[\s\p{Zs}]*[:：][\s\p{Zs}]*(.+?)[.。]?$`)

const (
	mostMinutes = 240 // of a slot
	mostSlots   = 8   // of a plan
)

// planOf returns the first numbered list in which each item begins with a slot in bold
// type; nil when there is none.
func planOf(root ast.Node, body []byte) []Slot {
	var plan []Slot
	walk(root, func(n ast.Node) {
		if list, ok := n.(*ast.List); ok && plan == nil && list.IsOrdered() && list.ChildCount() <= mostSlots {
			plan = slotsOf(list, body)
		}
	})
	return plan
}

// slotsOf returns the slots of a list; nil unless each item begins with one.
func slotsOf(list *ast.List, body []byte) []Slot {
	var slots []Slot
	for item := list.FirstChild(); item != nil; item = item.NextSibling() {
		slot, ok := slotOf(item, body)
		if !ok {
			return nil
		}
		slots = append(slots, slot)
	}
	return slots
}

func slotOf(item ast.Node, body []byte) (Slot, bool) {
	block := item.FirstChild()
	if block == nil {
		return Slot{}, false
	}
	bold, ok := block.FirstChild().(*ast.Emphasis)
	if !ok || bold.Level != 2 {
		return Slot{}, false
	}
	m := slotText.FindStringSubmatch(plainText(bold, body))
	if m == nil {
		return Slot{}, false
	}
	minutes, err := strconv.Atoi(m[1])
	return Slot{Minutes: minutes, What: m[2]}, err == nil && minutes >= 1 && minutes <= mostMinutes
}
