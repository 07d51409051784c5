package output

import (
	"encoding/hex"
	"errors"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
)

var unexported = cmp.AllowUnexported(manifest{}, entry{}, version{}, owner{})

func versionOf(text string, size int64) version {
	return version{newSummer(key{1}).of([]byte(text)), size}
}

func sample() *manifest {
	return &manifest{
		key:    key{1, 2, 3},
		at:     "a \"quoted\"\nplace",
		owners: []owner{{"", ""}, {"spring/tom", "key with \" and \n"}, {"z", ""}},
		entries: []entry{
			{"assets/theme.css", versionOf("1", 1), 2, 0},
			{"index.html", versionOf("2", 0), -5, 0},
			{"spring/tom/goals.html", versionOf("3", 1<<40), 1 << 62, 1},
			{"spring/tom/index.html", versionOf("4", 0), unknownTime, 1},
			{"zoo.html", versionOf("5", 3), 4, 2},
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
		"o \"\"\n", "o a b\n", "at public\n", "k 00\n", "k " + hash + "x\n", "o \"\" \"\"\nd ..\nf " + hash + " 1 2 0 a\n",
	} {
		body := []byte(manifestHead + lines)
		data := append(body, []byte("end "+hex.EncodeToString(checksum(body))+"\n")...)
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
	m := &manifest{owners: []owner{{"spring/tom", "k"}}, entries: []entry{{"a", versionOf("a1", 2), 9, 0}, {"b", versionOf("b1", 2), 9, 0}}}
	promise := &manifest{owners: []owner{{}}, entries: []entry{{path: "a", version: versionOf("a2", 2)}, {path: "a", version: versionOf("a3", 2)}, {path: "c", version: versionOf("c1", 2)}}}
	all, promised := m.withPromises(promise)
	want := []entry{
		{"a", versionOf("a1", 2), unknownTime, 1},
		{"b", versionOf("b1", 2), 9, 1},
		{"c", versionOf("c1", 2), unknownTime, 0},
	}
	if diff := cmp.Diff(want, all.entries, unexported); diff != "" {
		t.Error(diff)
	}
	if len(promised["a"]) != 3 || len(promised["c"]) != 1 || all.owners[0].name != "" || m.entries[0].mtime != 9 {
		t.Errorf("%v %v", promised, all.owners)
	}
}
