package digest

import (
	"fmt"
	"testing"
)

type leaf struct{ n int }

type sample struct {
	Text    string
	hidden  bool
	List    []string
	Pair    [2]uint16
	Map     map[string]int
	Pointer *leaf
	Any     any
	Float   float64
	leaf
	skipped func() `digest:"-"`
}

type stood struct {
	Sum  Sum `digest:"whole"`
	Rest string
}

func TestEveryFieldCounts(t *testing.T) {
	seen := map[Sum]string{}
	for i, v := range []any{
		nil, sample{}, &sample{}, (*sample)(nil),
		sample{Text: "a"}, sample{hidden: true}, sample{List: []string{"a"}}, sample{List: []string{"", "a"}}, sample{List: []string{"a", ""}},
		sample{Pair: [2]uint16{0, 1}}, sample{Map: map[string]int{"a": 1}}, sample{Map: map[string]int{"a": 1, "b": 2}}, sample{Map: map[string]int{"a": 2, "b": 1}},
		sample{Pointer: &leaf{}}, sample{Pointer: &leaf{1}}, sample{Any: 1}, sample{Any: int64(1)}, sample{Any: "1"}, sample{Any: []any{1}},
		sample{Float: 0.5}, sample{leaf: leaf{1}}, stood{Sum: Sum{1}}, stood{Sum: Sum{0, 1}},
		[]string{"ab", "c"}, []string{"a", "bc"}, []byte("ab"), "ab",
		make([]byte, longest), make([]byte, longest+1), append(make([]byte, longest), 1), append([]byte{1}, make([]byte, longest)...),
	} {
		name := fmt.Sprintf("%d: %.100s", i, fmt.Sprintf("%#v", v))
		sum := Of(v)
		if other, ok := seen[sum]; ok {
			t.Errorf("%s has the digest of %s", name, other)
		}
		seen[sum] = name
		if Of(v) != sum {
			t.Errorf("%s: another digest the second time", name)
		}
	}
	if Of("a", "b") == Of("ab") || Of("a", "b") == Of("b", "a") {
		t.Error("several values are not kept apart")
	}
}

func TestFieldsThatAreTagged(t *testing.T) {
	if Of(sample{skipped: func() {}}) != Of(sample{}) {
		t.Error(`a field with the tag "-" counts`)
	}
	if Of(stood{Rest: "a"}) != Of(stood{Rest: "b"}) {
		t.Error(`a field counts beside one with the tag "whole"`)
	}
	if Of(map[leaf]*leaf{{1}: {2}, {2}: {3}}) != Of(map[leaf]*leaf{{2}: {3}, {1}: {2}}) {
		t.Error("the order of a map counts")
	}
}

func TestAFunctionHasNoDigest(t *testing.T) {
	defer func() {
		if got := recover(); got != "digest: there is none of a value of type func()" {
			t.Errorf("got %v", got)
		}
	}()
	Of(func() {})
}
