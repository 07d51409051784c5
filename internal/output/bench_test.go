package output

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"strconv"
	"sync"
	"sync/atomic"
	"testing"
)

// sheet is the content of file i of pair p: 16 KB, each another.
func sheet(buf []byte, pair, i int) []byte {
	buf = append(buf[:0], "pair "...)
	buf = strconv.AppendInt(buf, int64(pair), 10)
	buf = append(buf, " sheet "...)
	buf = strconv.AppendInt(buf, int64(i), 10)
	return append(buf, filler...)
}

var filler = bytes.Repeat([]byte("<section class=\"sheet\"></section>\n"), 16_000/34)

const perPair = 15

func pairs() []int {
	if os.Getenv("PAIRBOOK_FULL") != "" {
		return []int{1000, 5000}
	}
	return []int{1000}
}

// two runs do for 0 to n-1 on two goroutines, as the builder does.
func two(n int, do func(buf []byte, pair int) []byte) {
	var next atomic.Int64
	var wait sync.WaitGroup
	for range 2 {
		wait.Go(func() {
			buf := make([]byte, 0, 32<<10)
			for i := int(next.Add(1)) - 1; i < n; i = int(next.Add(1)) - 1 {
				buf = do(buf, i)
			}
		})
	}
	wait.Wait()
}

// BenchmarkFloor writes the files by temporary file and rename, and no more.
func BenchmarkFloor(b *testing.B) {
	for _, n := range pairs() {
		b.Run(strconv.Itoa(n), func(b *testing.B) {
			for range b.N {
				dir := filepath.Join(b.TempDir(), "out")
				two(n, func(buf []byte, pair int) []byte {
					sub := filepath.Join(dir, "spring", "p"+strconv.Itoa(pair))
					if err := os.MkdirAll(sub, 0o777); err != nil {
						b.Error(err)
					}
					for i := range perPair {
						buf = sheet(buf, pair, i)
						name := filepath.Join(sub, "session-"+strconv.Itoa(i)+".html")
						if err := os.WriteFile(name+".tmp", buf, 0o666); err != nil {
							b.Error(err)
						}
						if err := os.Rename(name+".tmp", name); err != nil {
							b.Error(err)
						}
					}
					return buf
				})
				b.StopTimer()
				os.RemoveAll(dir)
				b.StartTimer()
			}
		})
	}
}

func putPair(b *testing.B, s *Store, buf []byte, pair, changed int) []byte {
	name := "p" + strconv.Itoa(pair)
	for i := range perPair {
		buf = sheet(buf, pair, i)
		if pair == changed {
			buf = append(buf, "changed"...)
		}
		f := File{Tree: "public", Path: "spring/" + name + "/session-" + strconv.Itoa(i) + ".html", Kind: Page, Owner: "spring/" + name, Data: buf}
		if err := s.Put(f); err != nil {
			b.Error(err)
		}
	}
	s.Own("spring/"+name, fmt.Sprintf("key of %d, %v", pair, pair == changed))
	return buf
}

func openBench(b *testing.B, o Options) *Store {
	s, err := Open(b.Context(), o)
	must(b, err)
	return s
}

func end(b *testing.B, s *Store) Result {
	r, err := s.Commit()
	must(b, err)
	must(b, s.Close())
	return r
}

// BenchmarkCold writes the same files with all that a build needs.
func BenchmarkCold(b *testing.B) {
	for _, n := range pairs() {
		b.Run(strconv.Itoa(n), func(b *testing.B) {
			for range b.N {
				be := newBench(b)
				s := openBench(b, be.o)
				two(n, func(buf []byte, pair int) []byte { return putPair(b, s, buf, pair, -1) })
				end(b, s)
				b.StopTimer()
				var m runtime.MemStats
				runtime.ReadMemStats(&m)
				b.ReportMetric(float64(m.Sys)/1e6, "MB-sys")
				os.RemoveAll(be.o.Site)
				b.StartTimer()
			}
		})
	}
}

// BenchmarkUnchanged keeps all owners; BenchmarkOneEdit all but one, in a process
// that has just built.
func BenchmarkUnchanged(b *testing.B) { benchmarkAgain(b, false) }
func BenchmarkOneEdit(b *testing.B)   { benchmarkAgain(b, true) }

func benchmarkAgain(b *testing.B, edit bool) {
	for _, n := range []int{1000, 5000} {
		b.Run(strconv.Itoa(n), func(b *testing.B) {
			be := newBench(b)
			filler = filler[:200]
			defer func() { filler = filler[:cap(filler)] }()
			if edit {
				be.o.Memory = &Memory{}
			}
			s := openBench(b, be.o)
			two(n, func(buf []byte, pair int) []byte { return putPair(b, s, buf, pair, -1) })
			end(b, s)
			b.ResetTimer()
			for round := range b.N {
				s := openBench(b, be.o)
				changed := -1
				if edit {
					changed = round % n
				}
				two(n, func(buf []byte, pair int) []byte {
					name := "spring/p" + strconv.Itoa(pair)
					switch {
					case pair == changed:
						return putPair(b, s, buf, pair, changed)
					case edit:
						s.KeepOwner(name)
					case !s.Keep(name, fmt.Sprintf("key of %d, %v", pair, false)):
						b.Fatal("not kept")
					}
					return buf
				})
				if r := end(b, s); r.Written+r.Unchanged != perPair*n {
					b.Fatalf("%+v", r)
				}
			}
		})
	}
}

func BenchmarkManifest(b *testing.B) {
	m := bigManifest(75_000)
	data := m.encode()
	b.Run("encode", func(b *testing.B) {
		for range b.N {
			m.encode()
		}
	})
	b.Run("decode", func(b *testing.B) {
		b.SetBytes(int64(len(data)))
		for range b.N {
			if _, err := decode(data); err != nil {
				b.Fatal(err)
			}
		}
	})
}

func bigManifest(n int) *manifest {
	m := &manifest{at: "public"}
	for i := range n {
		if i%perPair == 0 {
			m.owners = append(m.owners, owner{fmt.Sprintf("spring/pair-%06d", i/perPair), sumText(i)})
		}
		m.entries = append(m.entries, entry{fmt.Sprintf("spring/pair-%06d/session-%02d.html", i/perPair, i%perPair),
			versionOf(strconv.Itoa(i), 16_000), 1_800_000_000_000_000_000 + int64(i), int32(i / perPair)})
	}
	return m
}

func sumText(i int) string { return fmt.Sprintf("%032x", i) }
