package program

import "testing"

func TestFoldersForOutputMeanTheSameOnEverySystem(t *testing.T) {
	for _, c := range []struct {
		folder  string
		windows bool
		want    string
	}{
		{"public", false, ""},
		{"../web/pub-2027/", false, ""},
		{"./public", true, ""},
		{`web\pub`, true, ""},
		{`C:\Users\x\pub`, true, ""},
		{`web\pub`, false, `on this computer "web\\pub" is the name of one folder | write "web/pub": every computer understands /`},
		{`C:\Users\x\pub`, false, `"C:\\Users\\x\\pub" is a folder of a Windows computer | write the folder as this computer calls it`},
		{`\\server\share`, false, `"\\\\server\\share" is a folder of a Windows computer | write the folder as this computer calls it`},
		{"d:pub", false, `"d:pub" is a folder of a Windows computer | write the folder as this computer calls it`},
		{"foo.", false, `the name of the folder "foo." ends in a dot, which Windows takes off | write "foo"`},
		{"web/foo /pub", false, `the name of the folder "foo " ends in a blank, which Windows takes off | write "foo"`},
		{`web\foo. `, true, `the name of the folder "foo. " ends in a blank, which Windows takes off | write "foo"`},
	} {
		text, hint := checkFolder(c.folder, c.windows)
		if text != "" {
			text += " | " + hint
		}
		if text != c.want {
			t.Errorf("checkFolder(%q, %t) = %s\nwant %s", c.folder, c.windows, text, c.want)
		}
	}
}
