//go:build ignore

// Make writes advances.bin: the advance widths of the fonts in templates/assets/fonts. It
// reads the WOFF files of npm's packages @fontsource/<name>, because their tables are
// packed by zlib, which Go has, where those of WOFF2 are not. NODE_MODULES names the folder
// that the packages were installed into.
package main

import (
	"bytes"
	"compress/zlib"
	"encoding/binary"
	"fmt"
	"io"
	"log"
	"maps"
	"os"
	"path/filepath"
	"slices"
)

var be = binary.BigEndian

// cuts are the fonts: the package, the name in templates/assets/fonts, weight and style.
var cuts = [][3]string{
	{"archivo", "archivo", "600-normal"}, {"archivo", "archivo", "700-normal"},
	{"atkinson-hyperlegible-next", "atkinson-next", "400-italic"}, {"atkinson-hyperlegible-next", "atkinson-next", "400-normal"},
	{"atkinson-hyperlegible-next", "atkinson-next", "700-normal"},
	{"literata", "literata", "400-italic"}, {"literata", "literata", "400-normal"}, {"literata", "literata", "600-normal"},
	{"source-sans-3", "source-sans-3", "400-italic"}, {"source-sans-3", "source-sans-3", "400-normal"}, {"source-sans-3", "source-sans-3", "600-normal"},
}

func main() {
	var out bytes.Buffer
	for _, c := range cuts {
		all, perEm := map[int]uint16{}, uint16(0)
		for _, subset := range []string{"latin-ext", "latin"} {
			name := filepath.Join(os.Getenv("NODE_MODULES"), "@fontsource", c[0], "files", c[0]+"-"+subset+"-"+c[2]+".woff")
			data, err := os.ReadFile(name)
			if err != nil {
				log.Fatal(err)
			}
			advances, units := read(data)
			maps.Copy(all, advances)
			perEm = units
		}
		write(&out, c[1]+"-"+c[2], perEm, all)
	}
	if err := os.WriteFile("advances.bin", out.Bytes(), 0o666); err != nil {
		log.Fatal(err)
	}
	fmt.Println(out.Len(), "bytes")
}

// read returns the advances of a WOFF file by sign, and the units of an em.
func read(data []byte) (map[int]uint16, uint16) {
	tables := map[string][]byte{}
	for i := range int(be.Uint16(data[12:])) {
		entry := data[44+20*i:]
		offset, packed, length := be.Uint32(entry[4:]), be.Uint32(entry[8:]), be.Uint32(entry[12:])
		table := data[offset : offset+packed]
		if packed < length {
			r, err := zlib.NewReader(bytes.NewReader(table))
			if err == nil {
				table, err = io.ReadAll(r)
			}
			if err != nil {
				log.Fatal(err)
			}
		}
		tables[string(entry[:4])] = table
	}
	advances, count := map[int]uint16{}, int(be.Uint16(tables["hhea"][34:]))
	for sign, glyph := range signs(tables["cmap"]) {
		advances[sign] = be.Uint16(tables["hmtx"][4*min(glyph, count-1):])
	}
	return advances, be.Uint16(tables["head"][18:])
}

// signs returns the glyphs by sign, from a subtable of format 4.
func signs(cmap []byte) map[int]int {
	glyphs := map[int]int{}
	for i := range int(be.Uint16(cmap[2:])) {
		t := cmap[be.Uint32(cmap[4+8*i+4:]):]
		if be.Uint16(t) != 4 {
			continue
		}
		n := int(be.Uint16(t[6:]))
		for s := 0; s < n; s += 2 {
			end, start := int(be.Uint16(t[14+s:])), int(be.Uint16(t[16+n+s:]))
			delta, at := int(be.Uint16(t[16+2*n+s:])), 16+3*n+s
			for c := start; c <= end && c != 0xffff; c++ {
				glyph := c
				if offset := int(be.Uint16(t[at:])); offset != 0 {
					if glyph = int(be.Uint16(t[at+offset+2*(c-start):])); glyph == 0 {
						continue
					}
				}
				if glyph = (glyph + delta) & 0xffff; glyph != 0 {
					glyphs[c] = glyph
				}
			}
		}
	}
	return glyphs
}

// write appends a font: its name, the units of an em, and runs of signs.
func write(out *bytes.Buffer, name string, perEm uint16, advances map[int]uint16) {
	var runs [][]int
	for _, sign := range slices.Sorted(maps.Keys(advances)) {
		if last := len(runs) - 1; last >= 0 && runs[last][len(runs[last])-1] == sign-1 {
			runs[last] = append(runs[last], sign)
			continue
		}
		runs = append(runs, []int{sign})
	}
	out.WriteByte(byte(len(name)))
	out.WriteString(name)
	number := func(n int) { out.Write(be.AppendUint16(nil, uint16(n))) }
	number(int(perEm))
	number(len(runs))
	for _, run := range runs {
		number(run[0])
		number(len(run))
		for _, sign := range run {
			number(int(advances[sign]))
		}
	}
}
