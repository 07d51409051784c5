package output

import (
	"bytes"
	"encoding/hex"
	"errors"
	"fmt"
	"math"
	"slices"
	"sort"
	"strconv"
	"strings"
)

// unknownTime marks an entry whose file has to be read to know what it is.
const unknownTime = math.MinInt64

// An entry is one file that we wrote.
type entry struct {
	path string
	version
	mtime int64 // nanoseconds since 1970, as the file system gave it back
	owner int32 // index in owners; the empty owner is one of them
}

// An owner is what files belong to, with the key of its inputs; no key: "".
type owner struct{ name, key string }

// A manifest lists the files of one tree, by path, as the last build left them. A
// promise is the same list of what a build is about to write; there a path may come
// several times, since each killed build adds what it may have written.
//
// The form is lines of text, folders said once, closed by a sum over all before:
//
//	pairbook 1
//	at public
//	k 0123456789abcdef0123456789abcdef
//	o "spring/tom" "key"
//	d spring/tom
//	f 0123456789abcdef0123456789abcdef 5120 1767225600000000000 0 index.html
//	end 0123456789abcdef0123456789abcdef
type manifest struct {
	at      string // which folder it is about
	key     key    // that the sums are made with
	owners  []owner
	entries []entry
	byOwner [][]int32 // places in entries
}

// IsManifest reports whether a file of the folder .pairbook is a manifest or a promise.
func IsManifest(name string) bool {
	return strings.HasSuffix(name, manifestSuffix) || strings.HasSuffix(name, promiseSuffix)
}

const (
	manifestSuffix = ".manifest"
	promiseSuffix  = ".promise"
)

const manifestHead = "pairbook 1\n"

var errDamaged = errors.New("the list of what was written is damaged")

func (m *manifest) encode() []byte {
	b := make([]byte, 0, 256+48*len(m.owners)+100*len(m.entries))
	b = fmt.Appendf(b, "%sat %q\nk %x\n", manifestHead, m.at, m.key[:])
	for _, o := range m.owners {
		b = fmt.Appendf(b, "o %q %q\n", o.name, o.key)
	}
	last := ""
	for _, e := range m.entries {
		dir, base := split(e.path)
		if dir != last {
			b = fmt.Appendf(b, "d %s\n", dir)
			last = dir
		}
		b = hex.AppendEncode(append(b, "f "...), e.sum[:])
		for _, n := range [...]int64{e.size, e.mtime, int64(e.owner)} {
			b = strconv.AppendInt(append(b, ' '), n, 10)
		}
		b = append(append(append(b, ' '), base...), '\n')
	}
	return fmt.Appendf(b, "end %x\n", checksum(b))
}

const endLine = len("end ") + 2*len(sum{}) + len("\n")

// checksum finds damage, which nobody intends: its key is no secret.
func checksum(data []byte) []byte {
	s := newSummer(key{}).of(data)
	return s[:]
}

// decode reads a manifest, or says that it is damaged: cut short, changed, or of
// another version. A bad one is never read in part.
func decode(data []byte) (m *manifest, err error) {
	if len(data) < len(manifestHead)+endLine || !bytes.HasPrefix(data, []byte(manifestHead)) {
		return nil, errDamaged
	}
	body, end := data[:len(data)-endLine], data[len(data)-endLine:]
	if string(end) != "end "+hex.EncodeToString(checksum(body))+"\n" {
		return nil, errDamaged
	}
	m = &manifest{entries: make([]entry, 0, bytes.Count(body, []byte("\nf ")))}
	dir := ""
	for line := range bytes.Lines(body[len(manifestHead):]) {
		kind, rest, _ := strings.Cut(strings.TrimSuffix(string(line), "\n"), " ")
		ok := false
		switch kind {
		case "at":
			m.at, err = strconv.Unquote(rest)
			ok = err == nil
		case "k":
			ok = decodeHex(m.key[:], rest)
		case "o":
			ok = m.decodeOwner(rest)
		case "d":
			ok = rest == "." || CheckPath(rest) == nil
			dir = strings.TrimPrefix(rest+"/", "./")
		case "f":
			ok = m.decodeFile(dir, rest)
		}
		if !ok {
			return nil, errDamaged
		}
	}
	return m, nil
}

func decodeHex(to []byte, digits string) bool {
	if len(digits) != 2*len(to) {
		return false
	}
	_, err := hex.Decode(to, []byte(digits))
	return err == nil
}

func (m *manifest) decodeOwner(line string) bool {
	quoted, err := strconv.QuotedPrefix(line)
	if err != nil {
		return false
	}
	name, err1 := strconv.Unquote(quoted)
	key, err2 := strconv.Unquote(strings.TrimPrefix(line[len(quoted):], " "))
	m.owners = append(m.owners, owner{name, key})
	return err1 == nil && err2 == nil
}

func (m *manifest) decodeFile(dir, line string) bool {
	fields := strings.SplitN(line, " ", 5)
	if len(fields) != 5 || unsafeName(fields[4]) != "" {
		return false
	}
	e := entry{path: dir + fields[4]}
	var err1, err2 error
	e.size, err1 = strconv.ParseInt(fields[1], 10, 64)
	e.mtime, err2 = strconv.ParseInt(fields[2], 10, 64)
	owner, err3 := strconv.ParseInt(fields[3], 10, 32)
	e.owner = int32(owner)
	sorted := len(m.entries) == 0 || m.entries[len(m.entries)-1].path <= e.path
	m.entries = append(m.entries, e)
	return decodeHex(m.entries[len(m.entries)-1].sum[:], fields[0]) && err1 == nil && err2 == nil && err3 == nil &&
		e.owner >= 0 && int(e.owner) < len(m.owners) && sorted
}

// find returns the place of a path, -1 when it is not listed.
func (m *manifest) find(path string) int {
	i := sort.Search(len(m.entries), func(i int) bool { return m.entries[i].path >= path })
	if i < len(m.entries) && m.entries[i].path == path {
		return i
	}
	return -1
}

// index sorts the entries by owner, so that of gives them at once.
func (m *manifest) index() {
	m.byOwner = make([][]int32, len(m.owners))
	for i, e := range m.entries {
		m.byOwner[e.owner] = append(m.byOwner[e.owner], int32(i))
	}
}

// of returns the places of an owner's entries in path order.
func (m *manifest) of(owner int32) []int32 { return m.byOwner[owner] }

// ownerNamed returns the index of an owner, -1 when there is none; owners are
// sorted by name.
func (m *manifest) ownerNamed(name string) int32 {
	i, ok := slices.BinarySearchFunc(m.owners, name, func(o owner, name string) int {
		return strings.Compare(o.name, name)
	})
	if !ok {
		return -1
	}
	return int32(i)
}

// same says that two manifests are about the same files in the same state.
func (m *manifest) same(other *manifest) bool {
	return m.at == other.at && m.key == other.key && slices.Equal(m.owners, other.owners) && slices.Equal(m.entries, other.entries)
}

// withPromises returns the manifest and what killed builds may have written besides:
// each promised path is listed with an unknown time, so that its file is read, and
// the second value has all the versions that are ours there.
func (m *manifest) withPromises(promise *manifest) (*manifest, map[string][]version) {
	if len(promise.entries) == 0 || promise.key != m.key {
		return m, nil
	}
	promised := make(map[string][]version, len(promise.entries))
	for _, e := range promise.entries {
		promised[e.path] = append(promised[e.path], e.version)
	}
	all := &manifest{at: m.at, key: m.key, owners: slices.Clone(m.owners), entries: slices.Clone(m.entries)}
	for i := range all.entries {
		e := &all.entries[i]
		if versions, ok := promised[e.path]; ok {
			e.mtime = unknownTime
			promised[e.path] = append(versions, e.version)
		}
	}
	if all.ownerNamed("") < 0 {
		all.owners = slices.Insert(all.owners, 0, owner{})
		for i := range all.entries {
			all.entries[i].owner++
		}
	}
	last := ""
	for _, e := range promise.entries {
		if e.path != last && m.find(e.path) < 0 {
			all.entries = append(all.entries, entry{path: e.path, version: e.version, mtime: unknownTime})
		}
		last = e.path
	}
	slices.SortFunc(all.entries, func(a, b entry) int { return strings.Compare(a.path, b.path) })
	all.index()
	return all, promised
}
