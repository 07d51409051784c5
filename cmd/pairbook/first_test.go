package main

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"
)

// A site that the first version could build builds to the same facts: people, dates, what was
// held, agreed and promised. What is told besides may be more.
func TestASiteOfTheFirstVersionHasTheSameFacts(t *testing.T) {
	archive, err := txtar.ParseFile("testdata/first/site.txtar")
	if err != nil {
		t.Fatal(err)
	}
	f := folder{t, t.TempDir()}
	wanted := map[string][]byte{}
	for _, file := range archive.Files {
		if name, isSite := strings.CutPrefix(file.Name, "site/"); isSite {
			f.write(name, string(file.Data))
		} else {
			wanted[strings.TrimPrefix(file.Name, "want/")] = file.Data
		}
	}
	var status bytes.Buffer
	if code := run(t.Context(), []string{"build", "--quiet", "--site", f.dir}, io.Discard, io.Discard); code != 0 {
		t.Fatalf("a build ends with %d", code)
	}
	if code := run(t.Context(), []string{"status", "--json", "--site", f.dir}, &status, io.Discard); code != 0 {
		t.Fatalf("status ends with %d", code)
	}
	for name, want := range wanted {
		got := status.Bytes()
		if name != "status.json" {
			if got, err = os.ReadFile(filepath.Join(f.dir, filepath.FromSlash(name))); err != nil {
				t.Error(err)
			}
		}
		compare := map[string]func(t *testing.T, want, got []byte) []string{".json": lostJSON, ".csv": lostCells, ".ics": lostLines}[filepath.Ext(name)]
		for _, lost := range compare(t, want, got) {
			t.Errorf("%s: %s", name, lost)
		}
	}
}

// lostJSON lists what a text of JSON says and another does not.
func lostJSON(t *testing.T, want, got []byte) []string {
	var before, after any
	for data, into := range map[*[]byte]*any{&want: &before, &got: &after} {
		if err := json.Unmarshal(*data, into); err != nil {
			t.Fatal(err)
		}
	}
	return lostValues("", before, after)
}

func lostValues(at string, want, got any) (lost []string) {
	switch want := want.(type) {
	case map[string]any:
		table, _ := got.(map[string]any)
		for key, value := range want {
			lost = append(lost, lostValues(at+"."+key, value, table[key])...)
		}
		return lost
	case []any:
		list, _ := got.([]any)
		if len(list) == len(want) {
			for i := range want {
				lost = append(lost, lostValues(fmt.Sprintf("%s[%d]", at, i), want[i], list[i])...)
			}
			return lost
		}
	}
	if !reflect.DeepEqual(want, got) {
		return []string{fmt.Sprintf("%s is %v, and was %v", at, got, want)}
	}
	return nil
}

// lostCells lists cells of a sheet that another has not under the same header.
func lostCells(t *testing.T, want, got []byte) (lost []string) {
	before, after := sheetRows(t, want), sheetRows(t, got)
	if len(before) != len(after) {
		return []string{fmt.Sprintf("%d rows, and there were %d", len(after), len(before))}
	}
	for i, row := range before {
		for header, cell := range row {
			if after[i][header] != cell {
				lost = append(lost, fmt.Sprintf("row %d, %s is %q, and was %q", i+1, header, after[i][header], cell))
			}
		}
	}
	return lost
}

// sheetRows are the rows of a sheet by their headers.
func sheetRows(t *testing.T, data []byte) []map[string]string {
	all, err := csv.NewReader(bytes.NewReader(bytes.TrimPrefix(data, []byte("\ufeff")))).ReadAll()
	if err != nil || len(all) == 0 {
		t.Fatal(err, len(all))
	}
	rows := make([]map[string]string, len(all)-1)
	for i, cells := range all[1:] {
		rows[i] = map[string]string{}
		for j, header := range all[0] {
			rows[i][header] = cells[j]
		}
	}
	return rows
}

// lostLines lists the lines of a calendar that another has not, in their order; how the calendar
// is called is no fact.
func lostLines(t *testing.T, want, got []byte) (lost []string) {
	after := strings.Split(strings.ReplaceAll(string(got), "\r\n", "\n"), "\n")
	for line := range strings.SplitSeq(string(want), "\n") {
		if strings.HasPrefix(line, "NAME:") || strings.HasPrefix(line, "X-WR-CALNAME:") {
			continue
		}
		at := 0
		for at < len(after) && after[at] != line {
			at++
		}
		if at == len(after) {
			return append(lost, "there is no line "+line+" any more, or not in this place")
		}
		after = after[at+1:]
	}
	return lost
}

// The comparisons must be able to find something.
func TestLostFactsAreFound(t *testing.T) {
	for _, c := range []struct {
		lost      func(t *testing.T, want, got []byte) []string
		want, got string
	}{
		{lostJSON, `{"a":1}`, `{"b":1}`}, {lostJSON, `{"a":[1]}`, `{"a":[2]}`}, {lostJSON, `{"a":[1]}`, `{"a":[1,2]}`},
		{lostCells, "a,b\n1,2\n", "a,c\n1,2\n"}, {lostCells, "a\n1\n", "a\n1\n2\n"}, {lostCells, "a\n1\n", "a\n2\n"},
		{lostLines, "A\nB\n", "B\nA\n"}, {lostLines, "A\n", "\n"},
	} {
		if c.lost(t, []byte(c.want), []byte(c.got)) == nil {
			t.Errorf("nothing is lost between %q and %q", c.want, c.got)
		}
		if lost := c.lost(t, []byte(c.want), []byte(c.want)); lost != nil {
			t.Errorf("%q has lost %q", c.want, lost)
		}
	}
}
