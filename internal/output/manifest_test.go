package output

import (
	"errors"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
)

var unexported = cmp.AllowUnexported(manifest{}, entry{}, owner{})

func sample() *manifest {
	return &manifest{
		at:     "a \"quoted\"\nplace",
		owners: []owner{{"", ""}, {"spring/tom", "key with \" and \n"}, {"z", ""}},
		entries: []entry{
			{"assets/theme.css", sumOf([]byte("1")), 1, 2, 0},
			{"index.html", sumOf([]byte("2")), 0, -5, 0},
			{"spring/tom/goals.html", sumOf([]byte("3")), 1 << 40, 1 << 62, 1},
			{"spring/tom/index.html", sumOf([]byte("4")), unknownSize, 0, 1},
			{"zoo.html", sumOf([]byte("5")), 3, 4, 2},
		},
	}
}

func TestManifestReadsAsItWasWritten(t *testing.T) {
	for _, m := range []*manifest{{}, {at: "public"}, sample(), bigManifest(1000)} {
		got, err := decode(m.encode())
		must(t, err)
		if m.entries == nil {
			m.entries = []entry{}
		}
		if diff := cmp.Diff(m, got, unexported); diff != "" {
			t.Error(diff)
		}
	}
}

func TestDamagedManifestIsRefusedWhole(t *testing.T) {
	data := sample().encode()
	for i := range data {
		if _, err := decode(data[:i]); !errors.Is(err, errDamaged) {
			t.Fatalf("cut at %d: %v", i, err)
		}
		for _, bit := range []byte{1, 0x20, 0x80} {
			bad := slices.Clone(data)
			bad[i] ^= bit
			if _, err := decode(bad); !errors.Is(err, errDamaged) {
				t.Fatalf("changed at %d: %v", i, err)
			}
		}
	}
}

// A sum can be right and the lines wrong all the same, by another version's hand.
func TestManifestWithWrongLinesIsRefused(t *testing.T) {
	hash := "0123456789abcdef0123456789abcdef"
	for _, lines := range []string{
		"x y\n", "f\n", "f " + hash + " 1 2 0 a\n", // no such owner
		"o \"\" \"\"\nf " + hash + " 1 2 0 ../a\n", "o \"\" \"\"\nf " + hash + " 1 2 0\n",
		"o \"\" \"\"\nf " + hash + " 1 b 0 a\n", "o \"\" \"\"\nf " + hash + " 1 2 0 b\nf " + hash + " 1 2 0 a\n",
		"o \"\"\n", "o a b\n", "at public\n", "o \"\" \"\"\nd ..\nf " + hash + " 1 2 0 a\n",
	} {
		body := []byte(manifestHead + lines)
		whole := sumOf(body)
		data := append(body, []byte("end "+hexOf(whole)+"\n")...)
		if _, err := decode(data); !errors.Is(err, errDamaged) {
			t.Errorf("%q: %v", lines, err)
		}
	}
}

func TestManifestFindsPathsAndOwners(t *testing.T) {
	m := sample()
	m.index()
	if m.find("index.html") != 1 || m.find("index.htm") != -1 || m.find("zzz") != -1 {
		t.Error("find")
	}
	if n := m.ownerNamed("spring/tom"); n != 1 || !slices.Equal(m.of(n), []int32{2, 3}) || m.ownerNamed("nobody") != -1 {
		t.Error("owners")
	}
}

func TestPromisesJoinWhatIsOurs(t *testing.T) {
	m := &manifest{owners: []owner{{"spring/tom", "k"}}, entries: []entry{{"a", sumOf([]byte("a1")), 2, 9, 0}, {"b", sumOf([]byte("b1")), 2, 9, 0}}}
	promise := &manifest{owners: []owner{{}}, entries: []entry{{path: "a", sum: sumOf([]byte("a2"))}, {path: "a", sum: sumOf([]byte("a3"))}, {path: "c", sum: sumOf([]byte("c1"))}}}
	all, promised := m.withPromises(promise)
	want := []entry{
		{"a", sumOf([]byte("a1")), unknownSize, 9, 1},
		{"b", sumOf([]byte("b1")), 2, 9, 1},
		{"c", sumOf([]byte("c1")), unknownSize, 0, 0},
	}
	if diff := cmp.Diff(want, all.entries, unexported); diff != "" {
		t.Error(diff)
	}
	if len(promised["a"]) != 3 || len(promised["c"]) != 1 || all.owners[0].name != "" || m.entries[0].size != 2 {
		t.Errorf("%v %v", promised, all.owners)
	}
}
